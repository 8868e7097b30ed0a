import { signUp, startTestServer } from '@agentaudit/testing';
import { createLogId } from 'agentaudit-client';
import type { AuditLog, AuditLogInput, BatchEntry, Chain, Page } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const api = createCaller(server.url, await signUp(server.url));

test('a batch answers the ids of its logs in the order given', async () => {
  const actions = Array.from({ length: 50 }, (_, place) => `action-${place}`);
  const answer = await postBatch(actions.map((action) => ({ action })));
  expect(answer.status).toBe(201);
  expect(answer.body).toHaveLength(50);
  const page = await api.get<Page<AuditLog>>('/audit-logs?limit=50&order=asc');
  expect(page.body.data.map(({ id }) => id)).toEqual(answer.body);
  expect(page.body.data.map(({ action }) => action)).toEqual(actions);
});

test('ids made by the client are kept, beside those made by the server', async () => {
  const id = createLogId();
  const { body } = await postBatch([{ action: 'a' }, { action: 'b', id }, { action: 'c' }]);
  expect(body[1]).toBe(id);
  expect(new Set(body).size).toBe(3);
});

test.each(['return=representation', 'respond-async, return=representation', 'return=representation; wait=10'])(
  'with Prefer: %s it answers the stored logs',
  async (prefer) => {
    const answer = await api.post<AuditLog[]>('/audit-logs/batch', [{ action: 'a', prompt: 'p' }, { action: 'b' }], {
      headers: { prefer },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('preference-applied')).toBe('return=representation');
    for (const log of answer.body) expect((await api.get(`/audit-logs/${log.id}`)).body).toEqual(log);
  },
);

test('with Prefer: return=minimal it answers ids', async () => {
  const answer = await api.post<string[]>('/audit-logs/batch', [{ action: 'a' }], {
    headers: { prefer: 'return=minimal' },
  });
  expect(answer.headers.get('preference-applied')).toBeNull();
  expect(answer.body).toEqual([expect.stringMatching(/^log_/)]);
});

test('an entry may name another of its batch as its parent by its id, also a later one', async () => {
  const [child, parent] = [createLogId(), createLogId()];
  await postBatch([
    { action: 'child', id: child, parentSpanId: parent },
    { action: 'parent', id: parent },
  ]);
  expect(await chainOf(child)).toEqual(['child', 'parent']);
});

test('an entry may name another of its batch as its parent by ref, also a later one', async () => {
  const { body } = await postBatch([
    { action: 'leaf', parentRef: 'middle' },
    { action: 'root', ref: 'top' },
    { action: 'middle', ref: 'middle', parentRef: 'top', id: createLogId() },
  ]);
  expect(await chainOf(body[0]!)).toEqual(['leaf', 'middle', 'root']);
});

test('a ref holds inside its batch only, and is not stored', async () => {
  const { body } = await postBatch([{ action: 'a', ref: 'label' }]);
  expect((await api.get<AuditLog>(`/audit-logs/${body[0]}`)).body).not.toHaveProperty('ref');
  expectInvalid(await postBatch([{ action: 'b', parentRef: 'label' }]), 'parentRef', 0);
});

test.each<[string, unknown[], string, number]>([
  ['without an action', [{ action: 'a' }, {}], 'action', 1],
  ['of another type', [{ action: 'a' }, { action: 'b' }, { action: 3 }], 'action', 2],
  ['with an unknown field', [{ action: 'a', extra: 1 }], 'extra', 0],
  ['with a parentRef that names nothing', [{ action: 'a' }, { action: 'b', parentRef: 'x' }], 'parentRef', 1],
  [
    'with a ref that was used',
    [
      { action: 'a', ref: 'x' },
      { action: 'b', ref: 'x' },
    ],
    'ref',
    1,
  ],
  [
    'with two ways to its parent',
    [
      { action: 'a', ref: 'x' },
      { action: 'b', parentRef: 'x', parentSpanId: 'log_abc123' },
    ],
    'parentRef',
    1,
  ],
  ['whose metadata nests too deep', [{ action: 'a' }, { action: 'b', metadata: nested(33) }], 'metadata', 1],
  ['with a number no JSON reader holds', [{ action: 'a' }, { action: 'b', timestamp: '' }], 'timestamp', 1],
])('one entry %s refuses the whole batch, naming its index and field', async (_, entries, field, index) => {
  const before = await count();
  expectInvalid(await postBatch(entries as BatchEntry[]), field, index);
  expect(await count()).toBe(before);
});

test('an entry that is no object refuses the whole batch, naming its index', async () => {
  const before = await count();
  const body = expectError(await postBatch([{ action: 'a' }, 'b' as never]), 'validation_error');
  expect(body.details).toEqual([{ index: 1, message: expect.any(String) }]);
  expect(await count()).toBe(before);
});

test('an id that other content has refuses the whole batch, naming its index', async () => {
  const id = createLogId();
  await postBatch([{ action: 'first', id }]);
  const before = await count();
  const body = expectError(await postBatch([{ action: 'a' }, { action: 'other', id }, { action: 'c' }]), 'id_conflict');
  expect(body.details).toEqual([{ field: 'id', index: 1, message: expect.any(String) }]);
  expect(expectError(await postBatch([{ action: 'other', id }]), 'id_conflict').details).toEqual([
    { field: 'id', index: 0, message: expect.any(String) },
  ]);
  expect(await count()).toBe(before);
});

test('a bad batch costs the batches that arrive with it nothing', async () => {
  const answers = await Promise.all([
    postBatch([{ action: 'good' }]),
    postBatch([{ action: 'good' }, {} as AuditLogInput]),
    postBatch([{ action: 'good' }]),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([201, 400, 201]);
});

test.each([0, 51])('a batch of %i entries is refused', async (entries) => {
  const answer = await postBatch(Array.from({ length: entries }, () => ({ action: 'a' })));
  expectError(answer, 'validation_error');
});

test('a body that is no array is refused', async () => {
  expect(expectError(await api.post('/audit-logs/batch', { action: 'a' }), 'validation_error').error).toMatch(/array/);
});

function postBatch(entries: BatchEntry[]) {
  return api.post<string[]>('/audit-logs/batch', entries);
}

async function chainOf(id: string): Promise<string[]> {
  const { body } = await api.get<Chain>(`/audit-logs/${id}/chain`);
  expect(body.end).toBe('root');
  return body.data.map(({ action }) => action);
}

async function count(): Promise<number> {
  return (await api.get<{ total: number }>('/audit-logs?limit=1&count=true')).body.total;
}

function nested(levels: number): Record<string, unknown> {
  return levels === 1 ? {} : { a: nested(levels - 1) };
}
