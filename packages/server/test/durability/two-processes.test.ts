import { freshDatabase, signUp, startServerProcess } from '@agentaudit/testing';
import { expect, test } from 'vitest';

import { expectWhole } from './expect-whole.ts';
import { newEntries, send, startLoad } from './load.ts';
import { readStoredLog } from './stored-log.ts';

test('two server processes over one database keep one gapless log for an organization', async () => {
  const database = await freshDatabase();
  const one = await startServerProcess({ database });
  const other = await startServerProcess({ database });
  const { apiKey, organization } = await signUp(one.url);
  const loads = [one, other].map(({ url }) => startLoad({ url, apiKey, senders: 4 }));
  for (const load of loads) await load.reached(150);
  await Promise.all(loads.map((load) => load.stop()));

  // The same entry to both at once: one stores it, the other finds it stored.
  const twice = newEntries(1, 'sent to both');
  const answers = await Promise.all([one, other].map(({ url }) => send({ url, apiKey }, twice)));
  expect(answers).toEqual([201, 201]);
  expect(await Promise.all([one.stop(), other.stop()])).toEqual([0, 0]);

  expect(loads.flatMap(({ unanswered }) => unanswered)).toEqual([]);
  // Two processes over one SQLite file can keep each other waiting for too long: that is said, and stores nothing.
  expect(loads.flatMap(({ refusals }) => refusals).filter((status) => status !== 503)).toEqual([]);
  const acknowledged = loads.flatMap((load) => Array.from(load.acknowledged));
  const stored = await readStoredLog(database.url, organization.id);
  expectWhole(stored, acknowledged);
  expect(stored.ids.length).toBe(acknowledged.length + twice.length);
  await database.dispose();
});

test('two server processes that start on one empty database at once both serve', async () => {
  const database = await freshDatabase();
  const servers = await Promise.all([startServerProcess({ database }), startServerProcess({ database })]);
  const { apiKey } = await signUp(servers[0].url);
  expect(await send({ url: servers[1].url, apiKey }, newEntries(1, 'trace'))).toBe(201);
  await Promise.all(servers.map((server) => server.stop()));
  await database.dispose();
});
