import { signUp, startServerProcess, type TestAccount } from '@agentaudit/testing';

import { startLoad } from '../../packages/server/test/durability/load.ts';
import { readStoredLog } from '../../packages/server/test/durability/stored-log.ts';
import type { Figure } from '../figure.ts';
import type { Sizes } from '../sizes.ts';
import type { Storage } from '../target.ts';

/** Kills the server under load, again and again over one database, and counts what was lost. */
export async function measureKills(storage: Storage, { kills }: Sizes): Promise<Figure[]> {
  const database = await storage.newDatabase();
  const acknowledged = new Set<string>();
  let account: TestAccount | undefined;
  let wholeTimes = 0;
  let lost = 0;
  let doubled = 0;
  for (let kill = 0; kill < kills; kill++) {
    const server = await startServerProcess({ database });
    account ??= await signUp(server.url);
    const load = startLoad({ url: server.url, apiKey: account.apiKey });
    await load.reached(100 + Math.floor(Math.random() * 400));
    await server.kill9();
    await load.stop();
    for (const id of load.acknowledged) acknowledged.add(id);
    const stored = await readStoredLog(database.url, account.organization.id);
    const ids = new Set(stored.ids);
    lost = [...acknowledged].filter((id) => !ids.has(id)).length;
    doubled = stored.ids.length - ids.size;
    if (stored.head.root === stored.recomputedRoot && stored.head.size === stored.ids.length) wholeTimes++;
  }
  await database.dispose();
  const { engine } = storage;
  return [
    {
      measured: `acknowledged events lost, and doubled, over kill -9 × ${kills}`,
      engine,
      value: `${lost} and ${doubled} of ${acknowledged.size}`,
      limit: '0',
      ok: lost === 0 && doubled === 0,
    },
    {
      measured: '  tree root recomputed from the rows equals the stored head',
      engine,
      value: `${wholeTimes} of ${kills} times`,
      limit: `${kills}`,
      ok: wholeTimes === kills,
    },
  ];
}
