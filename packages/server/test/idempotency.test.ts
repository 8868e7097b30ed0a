import { signUp, startTestServer } from '@agentaudit/testing';
import { createLogId } from 'agentaudit-client';
import type { AuditLog, AuditLogInput, BatchEntry } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const api = createCaller(server.url, await signUp(server.url));

const event = { action: 'llm_call', prompt: 'hello', metadata: { b: { y: 1, x: [1, 2] }, a: 1.0 }, durationMs: 10 };

test('a retry answers as the first time and stores nothing', async () => {
  const id = createLogId();
  const first = await post({ ...event, id });
  const retry = await post({ ...event, id });
  expect([retry.status, retry.body]).toEqual([first.status, first.body]);
  expect(await countOf(id)).toBe(1);
});

test('the same content in another order of keys is the same content', async () => {
  const id = createLogId();
  const first = await post({ id, ...event });
  const { b, a } = event.metadata;
  const retry = await post({
    durationMs: 1e1,
    metadata: { a, b: { x: b.x, y: b.y } },
    prompt: 'hel\u006co',
    action: 'llm_call',
    id,
  });
  expect(retry.body).toEqual(first.body);
});

test.each<[string, object]>([
  ['another action', { action: 'tool_use' }],
  ['another prompt', { prompt: 'hello ' }],
  ['no prompt', { prompt: undefined }],
  ['other metadata, deep inside', { metadata: { b: { y: 1, x: [2, 1] }, a: 1 } }],
  ['another time', { timestamp: '2026-01-01T00:00:00Z' }],
  ['a field said that held by default', { status: 'ok' }],
  ['another source', { source: { instanceId: 'i', seq: 1 } }],
])('the same id with %s is a conflict, and the stored log stays', async (_, change) => {
  const id = createLogId();
  const first = await post({ ...event, id });
  const other = await post({ ...event, ...change, id });
  expect(expectError(other, 'id_conflict').error).toContain(id);
  expect((await api.get(`/audit-logs/${id}`)).body).toEqual(first.body);
});

test('an id twice in one batch is one log when the content is the same, and a conflict when not', async () => {
  const id = createLogId();
  const same = await batch([{ ...event, id }, { action: 'between' }, { ...event, id }]);
  expect(same.status).toBe(201);
  expect(same.body[2]).toBe(id);
  expect(same.body[0]).toBe(id);
  expect(await countOf(id)).toBe(1);
  const fresh = createLogId();
  const other = await batch([
    { action: 'a', id: fresh },
    { action: 'b', id: fresh },
  ]);
  expect(expectError(other, 'id_conflict').details).toMatchObject([{ field: 'id', index: 1 }]);
  expectError(await api.get(`/audit-logs/${fresh}`), 'not_found');
});

test('a batch that was stored in part before stores the rest, and answers all in order', async () => {
  const [first, second, third] = [createLogId(), createLogId(), createLogId()];
  await post({ ...event, id: second });
  const answer = await batch([
    { ...event, id: first },
    { ...event, id: second },
    { ...event, id: third },
  ]);
  expect(answer.body).toEqual([first, second, third]);
  for (const id of answer.body) expect(await countOf(id)).toBe(1);
});

test('a retried batch whose entries name each other by ref answers as the first time', async () => {
  const [parent, child] = [createLogId(), createLogId()];
  const entries = [
    { action: 'parent', id: parent, ref: 'p' },
    { action: 'child', id: child, parentRef: 'p' },
  ];
  const first = await batch(entries);
  const retry = await batch(entries);
  expect([retry.status, retry.body]).toEqual([first.status, first.body]);
});

test('of the same log sent many times at once one is stored, and all answers are equal', async () => {
  const id = createLogId();
  const sent = Array.from({ length: 20 }, (_, place) =>
    place % 2 === 0
      ? post({ ...event, id })
      : api.post<AuditLog[]>('/audit-logs/batch', [{ ...event, id }], { headers: { prefer: 'return=representation' } }),
  );
  const answers = await Promise.all(sent);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const logs = answers.flatMap(({ body }) => body);
  for (const log of logs) expect(log).toEqual(logs[0]);
  expect(await countOf(id)).toBe(1);
});

test('of other contents sent at once under one id exactly one is stored', async () => {
  const id = createLogId();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, place) => post({ action: `content-${place % 2}`, id })),
  );
  const stored = answers.filter(({ status }) => status === 201);
  expect(stored).toHaveLength(10);
  expect(new Set(stored.map(({ text }) => text)).size).toBe(1);
  for (const answer of answers) if (answer.status !== 201) expectError(answer, 'id_conflict');
});

function post(input: AuditLogInput) {
  return api.post<AuditLog>('/audit-logs', input);
}

function batch(entries: BatchEntry[]) {
  return api.post<string[]>('/audit-logs/batch', entries);
}

async function countOf(id: string): Promise<number> {
  const row = await server.database.query
    .selectFrom('log_envelopes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.count;
}
