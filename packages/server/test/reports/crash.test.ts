import { freshDatabase, startServerProcess, startTestServer } from '@agentaudit/testing';
import type { Report } from 'agentaudit-schemas';
import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { openDatabase } from '../../src/db/open.ts';
import { createCaller, expectError } from '../wire.ts';
import { addManyLogs, setLogSize } from './many-logs.ts';
import { type JsonReport, newReader } from './reader.ts';

const fromMs = Date.parse('2026-01-01T00:00:00Z');
const window = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
const leaseMs = 31_000;

test('a report that kill -9 cut off starts again, and is whole', async () => {
  const database = await freshDatabase();
  const seeding = await startTestServer({ database });
  const reader = await newReader(seeding);
  const count = 8000;
  await addManyLogs(seeding.database, { org: reader.org, count, fromMs });
  await setLogSize(seeding.database, reader.org, count);
  await seeding.close();

  const tables = await openDatabase(database.url);
  const jobOf = (id: string) => tables.query.selectFrom('jobs').select('id').where('id', '=', id).execute();
  let cutOff: string | undefined;
  // On a busy machine a report may be whole before anybody has seen it under way.
  while (cutOff === undefined) {
    const first = await startServerProcess({ database });
    const asker = createCaller(first.url, { accessToken: reader.accessToken });
    const made = await asker.post<Report>('/reports', { type: 'audit_activity', format: 'json', ...window });
    expect(made.status).toBe(202);
    const { id } = made.body;
    const early = await reader.download(id, first.url);
    while ((await asker.get<Report>(`/reports/${id}`)).body.status === 'pending');
    await first.kill9();
    if ((await jobOf(id)).length === 0) continue;
    expectError(early, 'not_ready');
    cutOff = id;
  }
  const id = cutOff;

  const second = await startTestServer({ database, now: () => Date.now() + leaseMs });
  await reader.ready(id, second.url);
  const report = (await reader.download(id, second.url)).body as JsonReport;
  expect(reader.sectionOf(report, 'overview').figures).toMatchObject({
    logs: count,
    ok: 7840,
    error: 160,
    agents: 7,
  });
  expect(reader.sectionOf(report, 'actions')['verdicts']).toContainEqual({
    verdict: 'flag',
    logs: 800,
    share: '10.0 %',
  });
  expect(await jobOf(id)).toEqual([]);
  await second.close();
  await tables.close();
  await database.dispose();
});

test('a report that the disk has no room for is made when there is room again', async () => {
  const clock = { aheadMs: 0 };
  const server = await startTestServer({ now: () => Date.now() + clock.aheadMs });
  const reader = await newReader(server);
  const { query, engine } = server.database;
  const refuse =
    engine === 'sqlite'
      ? sql`CREATE TRIGGER no_room BEFORE INSERT ON report_chunks BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`
      : sql`ALTER TABLE report_chunks ADD CONSTRAINT no_room CHECK (part < 0) NOT VALID`;
  const allow =
    engine === 'sqlite' ? sql`DROP TRIGGER no_room` : sql`ALTER TABLE report_chunks DROP CONSTRAINT no_room`;
  await refuse.execute(query);
  const { id } = await reader.ask({ type: 'audit_activity', format: 'csv', ...window });
  const job = () => query.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
  await expect.poll(async () => (await job())?.last_error, { timeout: 60_000 }).toMatch(/full|no_room/);
  expectError(await reader.download(id), 'not_ready');
  expect((await reader.get(id)).status).toBe('running');
  await allow.execute(query);
  clock.aheadMs += leaseMs;
  await reader.ready(id);
  expect((await reader.download(id)).text).toContain('No log lies in the window');
  await server.close();
});

test('a report that fails every time says so', async () => {
  const clock = { aheadMs: 0 };
  const server = await startTestServer({ now: () => Date.now() + clock.aheadMs });
  const reader = await newReader(server);
  const { query } = server.database;
  await query
    .updateTable('log_heads')
    .set({ tree: Buffer.from([1, 2, 3]) })
    .where('org', '=', reader.org)
    .execute();
  const { id } = await reader.ask({ type: 'audit_activity', ...window });
  const attempts = async () =>
    (await query.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await expect.poll(attempts, { timeout: 60_000 }).toMatchObject({ attempts: attempt, lease: null });
    clock.aheadMs += 400_000;
  }
  await expect.poll(attempts, { timeout: 60_000 }).toMatchObject({ state: 'dead', attempts: 4 });
  clock.aheadMs = 0;
  expect(await reader.get(id)).toMatchObject({ status: 'failed', error: expect.stringMatching(/\S/) });
  expectError(await reader.download(id), 'not_ready');
  await server.close();
});
