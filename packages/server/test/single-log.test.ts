import { signUp, startTestServer } from '@agentaudit/testing';
import type { AuditLog } from 'agentaudit-schemas';
import { createLogId } from 'agentaudit-client';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectInvalid } from './wire.ts';

const clock = { ms: Date.parse('2026-01-15T10:00:00.000Z') };
const server = await startTestServer({ now: () => clock.ms });
afterAll(() => server.close());
const api = createCaller(server.url, await signUp(server.url));

const everything = {
  action: 'tool_use',
  prompt: '{"query":"sales"}',
  response: '[1,2]',
  agentId: 'agent-1',
  traceId: 'run-1',
  parentSpanId: 'log_abc123',
  metadata: { model: 'gpt-4o', tokens: 340, nested: { list: [1, 'two', null, true, 1.5, -0.25, 1e21] } },
  timestamp: '2026-01-15T09:59:58.123Z',
  durationMs: 1234.5,
  status: 'error',
  sessionId: 'session-1',
  userId: 'user-1',
  source: { instanceId: 'instance-1', seq: 7 },
};

test('the answer is the stored log, with every field that was sent', async () => {
  const id = createLogId();
  const answer = await api.post<AuditLog>('/audit-logs', { ...everything, id });
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    ...everything,
    id,
    sequence: expect.any(Number),
    createdAt: '2026-01-15T10:00:00.000Z',
    enforcementAction: 'allow',
    violations: [],
  });
  expect((await api.get(`/audit-logs/${id}`)).body).toEqual(answer.body);
});

test('an action is enough: what was not sent is null, and it began when it arrived', async () => {
  const answer = await api.post<AuditLog>('/audit-logs', { action: 'heartbeat' });
  expect(answer.body).toEqual({
    id: expect.stringMatching(/^log_/),
    sequence: expect.any(Number),
    action: 'heartbeat',
    prompt: null,
    response: null,
    metadata: null,
    agentId: null,
    traceId: null,
    parentSpanId: null,
    sessionId: null,
    userId: null,
    timestamp: '2026-01-15T10:00:00.000Z',
    createdAt: '2026-01-15T10:00:00.000Z',
    durationMs: null,
    status: 'ok',
    source: null,
    enforcementAction: 'allow',
    violations: [],
  });
  expect((await api.get(`/audit-logs/${answer.body.id}`)).body).toEqual(answer.body);
});

test('a person may log too', async () => {
  const { accessToken } = await signUp(server.url);
  const answer = await createCaller(server.url, { accessToken }).post('/audit-logs', { action: 'manual_note' });
  expect(answer.status).toBe(201);
});

test('ids and sequence numbers rise in the order of commits, without a gap', async () => {
  const logs: AuditLog[] = [];
  for (let step = 0; step < 20; step++) {
    logs.push((await api.post<AuditLog>('/audit-logs', { action: `step-${step}` })).body);
  }
  const [first] = logs;
  expect(logs.map(({ sequence }) => sequence)).toEqual(logs.map((_, place) => first!.sequence + place));
  expect(logs.map(({ id }) => id).toSorted()).toEqual(logs.map(({ id }) => id));
});

test.each([
  ['2026-01-15T10:00:00Z', '2026-01-15T10:00:00.000Z'],
  ['2026-01-15T12:30:00.1+02:30', '2026-01-15T10:00:00.100Z'],
  ['2026-01-15t05:00:00.123456789-05:00', '2026-01-15T10:00:00.123Z'],
  ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('the time %s is kept in UTC with milliseconds', async (timestamp, kept) => {
  const answer = await api.post<AuditLog>('/audit-logs', { action: 'a', timestamp });
  expect(answer.body.timestamp).toBe(kept);
  expect((await api.get<AuditLog>(`/audit-logs/${answer.body.id}`)).body.timestamp).toBe(kept);
});

test('the clock going back does not put a log before the one it follows', async () => {
  const first = (await api.post<AuditLog>('/audit-logs', { action: 'before' })).body;
  clock.ms -= 3_600_000;
  const second = (await api.post<AuditLog>('/audit-logs', { action: 'after' })).body;
  clock.ms += 3_600_000;
  expect(second.createdAt).toBe(first.createdAt);
  expect(second.sequence).toBe(first.sequence + 1);
});

test.each([
  ['no action', { prompt: 'x' }, 'action'],
  ['an empty action', { action: '' }, 'action'],
  ['an action of 201 characters', { action: 'a'.repeat(201) }, 'action'],
  ['an action that is a number', { action: 1 }, 'action'],
  ['an action that is null', { action: null }, 'action'],
  ['a prompt that is an object', { action: 'a', prompt: {} }, 'prompt'],
  ['a prompt that is null', { action: 'a', prompt: null }, 'prompt'],
  ['a response that is a list', { action: 'a', response: ['x'] }, 'response'],
  ['metadata that is text', { action: 'a', metadata: 'x' }, 'metadata'],
  ['metadata that is a list', { action: 'a', metadata: [] }, 'metadata'],
  ['metadata that is null', { action: 'a', metadata: null }, 'metadata'],
  ['an empty traceId', { action: 'a', traceId: '' }, 'traceId'],
  ['an agentId that is a number', { action: 'a', agentId: 7 }, 'agentId'],
  ['an id that is no log id', { action: 'a', id: 'agent_01k9zj3v5qf8tbnq9w6r2d4c7e' }, 'id'],
  ['an id above 128 bits', { action: 'a', id: 'log_81k9zj3v5qf8tbnq9w6r2d4c7e' }, 'id'],
  ['an id in capitals', { action: 'a', id: 'log_01K9ZJ3V5QF8TBNQ9W6R2D4C7E' }, 'id'],
  ['a time that is a number', { action: 'a', timestamp: 1_749_300_000_000 }, 'timestamp'],
  ['a time without an offset', { action: 'a', timestamp: '2026-01-15T10:00:00' }, 'timestamp'],
  ['the 30th of February', { action: 'a', timestamp: '2026-02-30T10:00:00Z' }, 'timestamp'],
  ['the hour 24', { action: 'a', timestamp: '2026-02-03T24:00:00Z' }, 'timestamp'],
  ['a negative duration', { action: 'a', durationMs: -1 }, 'durationMs'],
  ['a duration that is text', { action: 'a', durationMs: '5' }, 'durationMs'],
  ['a status that does not exist', { action: 'a', status: 'OK' }, 'status'],
  ['a source without a count', { action: 'a', source: { instanceId: 'i' } }, 'source.seq'],
  ['a source that counts in fractions', { action: 'a', source: { instanceId: 'i', seq: 0.5 } }, 'source.seq'],
  ['an unknown field in source', { action: 'a', source: { instanceId: 'i', seq: 0, x: 1 } }, 'source.x'],
  ['a field that it does not know', { action: 'a', promt: 'typo' }, 'promt'],
  ['fields of the answer', { action: 'a', createdAt: '2026-01-15T10:00:00Z' }, 'createdAt'],
  ['labels of a batch', { action: 'a', ref: 'one' }, 'ref'],
])('a log with %s is refused with a 400 that names the field', async (_, event, field) => {
  const before = await count();
  expectInvalid(await api.post('/audit-logs', event), field);
  expect(await count()).toBe(before);
});

test.each([['null'], ['[]'], ['"llm_call"'], ['7'], ['true']])('the body %s is no log', async (raw) => {
  const answer = await api.call('POST', '/audit-logs', { raw });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'validation_error', error: 'the body must be object' });
});

async function count(): Promise<number> {
  return (await api.get<{ total: number }>('/audit-logs?limit=1&count=true')).body.total;
}
