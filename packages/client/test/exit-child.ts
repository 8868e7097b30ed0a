import { onExit } from 'signal-exit';

import { type DurabilityMode, AgentAuditClient } from '../src/index.ts';
import { createAuditedFetch } from '../src/instrument.ts';

/** Logs 100 entries, or calls a model and does not read its answer, and ends in the way that it is told. */
const [url, dir, mode, kind] = process.argv.slice(2) as [string, string, DurabilityMode, string];

const client = new AgentAuditClient({
  apiKey: 'aa_test',
  baseUrl: url,
  logger: false,
  durability: { mode, dir },
  exit: { timeoutMs: 500 },
});

const endings: Record<string, () => unknown> = {
  natural: () => {},
  'process.exit': () => process.exit(7),
  'process.exit after 50 ms': () => setTimeout(() => process.exit(0), 50),
  'uncaught throw': () =>
    setTimeout(() => {
      throw new Error('app crash');
    }, 5),
  'unhandled rejection': () => void Promise.reject(new Error('app crash')),
  SIGTERM: idle,
  SIGINT: idle,
  SIGKILL: idle,
  'own handler': () => {
    process.on('SIGTERM', () => setTimeout(() => process.exit(3), 300));
    idle();
  },
  'beside signal-exit': () => {
    onExit(() => {});
    idle();
  },
  close: async () => client.close({ timeoutMs: 500 }),
};

if (kind.startsWith('unread')) await callModel();
else for (let index = 0; index < 100; index++) client.log({ action: 'step', metadata: { index } });
await endings[kind.replace(/^unread, /, '')]?.();

async function callModel(): Promise<void> {
  const reader = { isComplete: false, readBody() {}, readEvent() {}, answer: () => ({}) };
  const metadata = { provider: 'test' };
  const request = { action: 'llm_call', prompt: 'Hello?', metadata, attempt: 1, requestIdHeaders: [], reader } as const;
  const fetch = createAuditedFetch(() => Promise.resolve(new Response('{}')), { client, recognise: () => request });
  await fetch('http://model/', { method: 'POST', body: '{}' });
}

function idle(): void {
  setInterval(() => {}, 1000);
  // By now the entries are accepted, and in spool mode written.
  setImmediate(() => process.send?.('ready'));
}
