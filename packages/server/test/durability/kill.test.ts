import { freshDatabase, signUp, startServerProcess } from '@agentaudit/testing';
import { expect, test } from 'vitest';

import { expectWhole } from './expect-whole.ts';
import { newEntries, send, startLoad } from './load.ts';
import { readStoredLog } from './stored-log.ts';

test(
  'kill -9 under load loses no acknowledged log, and what had no answer can be sent again',
  { timeout: 120_000 },
  async () => {
    const database = await freshDatabase();
    const server = await startServerProcess({ database });
    const { apiKey, organization } = await signUp(server.url);
    const load = startLoad({ url: server.url, apiKey });
    await load.reached(300);
    await server.kill9();
    await load.stop();

    expect(load.refusals).toEqual([]);
    expect(load.unanswered.length).toBeGreaterThan(0);
    expectWhole(await readStoredLog(database.url, organization.id), load.acknowledged);

    const again = await startServerProcess({ database });
    for (const entries of load.unanswered) expect(await send({ url: again.url, apiKey }, entries)).toBe(201);
    const late = newEntries(1, 'after the restart');
    expect(await send({ url: again.url, apiKey }, late)).toBe(201);
    await again.stop();

    const stored = await readStoredLog(database.url, organization.id);
    const sent = [...load.unanswered, late].flat().map(({ id }) => id!);
    expectWhole(stored, [...load.acknowledged, ...sent]);
    expect(stored.ids.length).toBe(load.acknowledged.size + sent.length);
    await database.dispose();
  },
);
