import { signUp, startTestServer } from '@agentaudit/testing';
import { createLogId } from 'agentaudit-client';
import { type Chain, limits } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const api = createCaller(server.url, await signUp(server.url));

test('a chain is the log, its parent, and so on up to the root', async () => {
  const ids = await logChain(5);
  const answer = await chain(ids[4]!);
  expect(answer.status).toBe(200);
  expect(answer.body.data.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(answer.body).toMatchObject({ end: 'root', endParentSpanId: null });
  for (const log of answer.body.data) expect(log).toEqual((await api.get(`/audit-logs/${log.id}`)).body);
});

test('a root alone is its own chain', async () => {
  const [id] = await logChain(1);
  expect((await chain(id!)).body).toMatchObject({ data: [{ id }], end: 'root', endParentSpanId: null });
});

test('a parent that is missing ends the chain and is said, until it arrives', async () => {
  const [child, parent] = [createLogId(), createLogId()];
  await api.post('/audit-logs', { action: 'child', id: child, parentSpanId: parent });
  expect((await chain(child)).body).toMatchObject({
    data: [{ id: child }],
    end: 'missing_parent',
    endParentSpanId: parent,
  });
  await api.post('/audit-logs', { action: 'parent', id: parent });
  expect((await chain(child)).body).toMatchObject({ data: [{ id: child }, { id: parent }], end: 'root' });
});

test.each([1, 2, 3, 7])('a cycle of %i ends the chain where it closes, and is said', async (length) => {
  const ids = Array.from({ length }, () => createLogId());
  const entries = ids.map((id, place) => ({ action: 'round', id, parentSpanId: ids[(place + 1) % length]! }));
  await api.post('/audit-logs/batch', entries);
  const entry = createLogId();
  await api.post('/audit-logs', { action: 'entry', id: entry, parentSpanId: ids[0]! });
  const { body } = await chain(entry);
  expect(body.data.map(({ id }) => id)).toEqual([entry, ...ids]);
  expect(body).toMatchObject({ end: 'cycle', endParentSpanId: ids[0] });
  expect((await chain(ids[0]!)).body.data.map(({ id }) => id)).toEqual(ids);
});

test(`a chain is walked for ${limits.chainLength} logs, and goes on from the id where it ended`, async () => {
  const ids = await logChain(limits.chainLength + 10);
  const { body } = await chain(ids.at(-1)!);
  expect(body.data).toHaveLength(limits.chainLength);
  expect(body).toMatchObject({ end: 'length_limit', endParentSpanId: ids[9] });
  const rest = await chain(body.endParentSpanId!);
  expect(rest.body.data).toHaveLength(10);
  expect(rest.body.end).toBe('root');
  const exact = await chain(ids[limits.chainLength - 1]!);
  expect([exact.body.data.length, exact.body.end]).toEqual([limits.chainLength, 'root']);
});

test('a chain ends at 8 MiB like a page, and goes on from the id where it ended', async () => {
  const ids = await logChain(11, { prompt: 'p'.repeat(1024 * 1024) });
  const { body } = await chain(ids.at(-1)!);
  expect(body.data.map(({ id }) => id)).toEqual(ids.slice(3).toReversed());
  expect(body).toMatchObject({ end: 'length_limit', endParentSpanId: ids[2] });
  expect((await chain(body.endParentSpanId!)).body.data).toHaveLength(3);
});

test('the chain of a log that does not exist is not found', async () => {
  for (const id of [createLogId(), 'log_abc123', 'x', '%00', "'"]) {
    expectError(await api.get(`/audit-logs/${encodeURIComponent(id)}/chain`), 'not_found');
    expectError(await api.get(`/audit-logs/${encodeURIComponent(id)}`), 'not_found');
  }
});

function chain(id: string) {
  return api.get<Chain>(`/audit-logs/${id}/chain`);
}

/** Logs each below the one before it, and returns their ids, the root first. */
async function logChain(length: number, content: object = {}): Promise<string[]> {
  const ids = Array.from({ length }, () => createLogId());
  const entries = ids.map((id, place) => ({
    action: 'step',
    id,
    ...(place === 0 ? {} : { parentSpanId: ids[place - 1]! }),
    ...content,
  }));
  const perBatch = 'prompt' in content ? 5 : 50;
  for (let start = 0; start < length; start += perBatch) {
    const answer = await api.post('/audit-logs/batch', entries.slice(start, start + perBatch));
    expect(answer.status).toBe(201);
  }
  return ids;
}
