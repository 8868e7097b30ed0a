// `node --import agentaudit-client/auto app.js`: records by the adapters that are installed, with no change of the code.
import { AgentAuditClient } from 'agentaudit-client';

import { loadAdapter } from './auto/adapters.ts';
import { type Instrument, instruments } from './auto/instruments.ts';
import { onLoad } from './auto/module-hooks.ts';

const client = new AgentAuditClient();

for (const instrument of instruments) await start(instrument);

async function start({ adapter, files, names, install }: Instrument): Promise<void> {
  // Some adapters load what they adapt to, before they can say what to do with it.
  const early: unknown[] = [];
  let take = (value: unknown): void => void early.push(value);
  if (files) onLoad(adapter, files, names ?? [], (value) => take(value));
  const loaded = await loadAdapter(adapter);
  if (!loaded) return;
  take = install(loaded as never, client) as typeof take;
  for (const value of early) take(value);
}
