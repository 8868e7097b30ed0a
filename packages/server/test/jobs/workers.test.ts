import { startTestServer } from '@agentaudit/testing';
import pino from 'pino';
import { afterAll, afterEach, expect, test } from 'vitest';

import type { JobHandler } from '../../src/jobs/job.ts';
import { leaseMs } from '../../src/jobs/job-store.ts';
import { enqueue } from '../../src/jobs/outbox.ts';
import { createWorkers, type Workers } from '../../src/jobs/workers.ts';
import { eventually } from '../notifications/people.ts';

const server = await startTestServer();
const { database } = server;
const clock = { aheadMs: 0 };
const running: Workers[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((workers) => workers.close()));
  clock.aheadMs = 0;
});
afterAll(() => server.close());

let kinds = 0;
const newKind = () => `test.${(kinds += 1)}`;

function start(kind: string, handler: Partial<JobHandler> & Pick<JobHandler, 'run'>): Workers {
  const workers = createWorkers(database, {
    handlers: { [kind]: { concurrency: 4, retryDelaysMs: [1000], ...handler } },
    logger: pino({ level: 'silent' }),
    now: () => Date.now() + clock.aheadMs,
  });
  running.push(workers);
  workers.start();
  return workers;
}

const find = (kind: string) => database.query.selectFrom('jobs').selectAll().where('kind', '=', kind).execute();

test('a job enqueued in a transaction that is rolled back never runs', async () => {
  const kind = newKind();
  const ran: unknown[] = [];
  start(kind, { run: async ({ payload }) => (ran.push(payload), { outcome: 'done' }) });
  const failed = database.transaction(async (query) => {
    await enqueue(query, { org: 1, kind, payload: 'rolled back' }).execute();
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  await database.transaction((query) => enqueue(query, { org: 1, kind, payload: 'committed' }).execute());
  await eventually(() => ran).toEqual(['committed']);
  await eventually(() => find(kind)).toEqual([]);
});

test('what fails is tried again and then given up, in sight', async () => {
  const kind = newKind();
  const abandoned: string[] = [];
  start(kind, {
    run: async ({ attempt }) => {
      throw new Error(`attempt ${attempt}`);
    },
    abandon: async (_query, _job, error) => void abandoned.push(error),
  });
  await enqueue(database.query, { org: 1, kind, payload: {} }).execute();
  await eventually(async () => (await find(kind))[0]).toMatchObject({
    attempts: 1,
    last_error: 'attempt 1',
    lease: null,
  });
  clock.aheadMs += 2000;
  await eventually(async () => (await find(kind))[0]).toMatchObject({
    state: 'dead',
    attempts: 2,
    last_error: 'attempt 2',
  });
  expect(abandoned).toEqual(['attempt 2']);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toContain(`agentaudit_jobs{kind="${kind}",state="dead"} 1`);
});

test('what a handler records and the end of its job are one: neither without the other', async () => {
  const kind = newKind();
  let tries = 0;
  start(kind, {
    run: async ({ org, id }) => ({
      outcome: 'done',
      record: async (query) => {
        tries += 1;
        await query
          .insertInto('secrets')
          .values({ name: `${kind} ${tries}`, value: id })
          .execute();
        if (tries === 1) throw new Error(`the disk is full for ${org}`);
      },
    }),
  });
  await enqueue(database.query, { org: 1, kind, payload: {} }).execute();
  await eventually(() => tries).toBe(1);
  expect(await find(kind)).toHaveLength(1);
  clock.aheadMs += leaseMs + 1;
  await eventually(() => find(kind)).toEqual([]);
  const written = await database.query
    .selectFrom('secrets')
    .select('name')
    .where('name', 'like', `${kind} %`)
    .execute();
  expect(written).toEqual([{ name: `${kind} 2` }]);
});

test('whoever lost the lease of a job can no longer settle it', async () => {
  const kind = newKind();
  const release = Promise.withResolvers<void>();
  const recorded: string[] = [];
  start(kind, {
    run: async () => {
      await release.promise;
      return { outcome: 'done', record: async () => void recorded.push('slow') };
    },
  });
  await enqueue(database.query, { org: 1, kind, payload: {} }).execute();
  await eventually(async () => (await find(kind))[0]?.lease).toEqual(expect.any(String));
  clock.aheadMs += leaseMs + 1;
  start(kind, { run: async () => ({ outcome: 'done', record: async () => void recorded.push('quick') }) });
  await eventually(() => recorded).toEqual(['quick']);
  release.resolve();
  await Promise.all(running.splice(0).map((workers) => workers.close()));
  expect(recorded).toEqual(['quick']);
});

test('a job that ends the process every time is given up', async () => {
  const kind = newKind();
  await enqueue(database.query, { org: 1, kind, payload: {} }).execute();
  await database.query
    .updateTable('jobs')
    .set({ attempts: 2, lease: 'of the dead', run_at: 0 })
    .where('kind', '=', kind)
    .execute();
  start(kind, { run: async () => ({ outcome: 'done' }) });
  await eventually(async () => (await find(kind))[0]?.state).toBe('dead');
  expect((await find(kind))[0]!.last_error).toBe('The server ended 2 times while it worked on this');
});

test('no more run at once than a kind and an organization may have', async () => {
  const kind = newKind();
  const now = new Map<number, number>();
  let most = 0;
  const mostOf = new Map<number, number>();
  const gate = Promise.withResolvers<void>();
  start(kind, {
    concurrency: 8,
    perOrganization: 2,
    run: async ({ org }) => {
      now.set(org, (now.get(org) ?? 0) + 1);
      most = Math.max(
        most,
        [...now.values()].reduce((sum, count) => sum + count, 0),
      );
      mostOf.set(org, Math.max(mostOf.get(org) ?? 0, now.get(org)!));
      await gate.promise;
      now.set(org, now.get(org)! - 1);
      return { outcome: 'done' };
    },
  });
  for (let place = 0; place < 30; place += 1) await enqueue(database.query, { org: 1, kind, payload: {} }).execute();
  for (const org of [2, 3]) await enqueue(database.query, { org, kind, payload: {} }).execute();
  await eventually(() => [mostOf.has(2), mostOf.has(3)]).toEqual([true, true]);
  // One claim of four may go over the bound of two, and no more.
  expect(mostOf.get(1)).toBeLessThanOrEqual(5);
  gate.resolve();
  await eventually(() => find(kind)).toEqual([]);
  expect(most).toBeLessThanOrEqual(8);
});

test('a schedule is one job that runs again', async () => {
  const kind = newKind();
  let runs = 0;
  start(kind, { run: async () => ((runs += 1), { outcome: 'again', runAtMs: Date.now() + clock.aheadMs + 60_000 }) });
  await enqueue(database.query, { org: 0, kind, payload: {} }).execute();
  const expectWaiting = () =>
    eventually(() => find(kind)).toMatchObject([{ state: 'waiting', attempts: 0, lease: null }]);
  await eventually(() => runs).toBe(1);
  await expectWaiting();
  clock.aheadMs += 61_000;
  await eventually(() => runs).toBe(2);
  await expectWaiting();
});
