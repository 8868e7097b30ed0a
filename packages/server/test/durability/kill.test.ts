import { freshDatabase, signUp, startServerProcess } from '@agentaudit/testing';
import type { AuditLog, Page } from 'agentaudit-schemas';
import { expect, test, vi } from 'vitest';

import { expectWhole } from './expect-whole.ts';
import { newEntries, send, startLoad } from './load.ts';
import { readStoredLog } from './stored-log.ts';

test('kill -9 under load loses no acknowledged log, and what had no answer can be sent again', async () => {
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
  const sent = [...load.unanswered, late].flat().map(({ id }) => id!);
  const found = async () => {
    const query = new URLSearchParams({ q: 'question', count: 'true', limit: '1' });
    const answer = await fetch(`${again.url}/api/v1/audit-logs?${query.toString()}`, {
      headers: { 'x-api-key': apiKey },
    });
    return ((await answer.json()) as Page<AuditLog>).total;
  };
  // What the crash left without its full text is given it; on PostgreSQL within a second or so.
  const all = load.acknowledged.size + sent.length;
  await vi.waitUntil(async () => (await found()) === all, { timeout: 60_000, interval: 100 });
  await again.stop();

  const stored = await readStoredLog(database.url, organization.id);
  expectWhole(stored, [...load.acknowledged, ...sent]);
  expect(stored.ids.length).toBe(all);
  await database.dispose();
});
