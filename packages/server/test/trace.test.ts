import { signUp, startTestServer } from '@agentaudit/testing';
import { createLogId } from 'agentaudit-client';
import type { AuditLogInput, Trace } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const api = createCaller(server.url, await signUp(server.url));

const [root, child, grandchild, orphan] = [createLogId(), createLogId(), createLogId(), createLogId()];
const at = (seconds: number) => `2026-01-15T10:00:${String(seconds).padStart(2, '0')}.000Z`;
const run: AuditLogInput[] = [
  { id: grandchild, action: 'tool_use', parentSpanId: child, timestamp: at(2), durationMs: 500, agentId: 'b' },
  { id: root, action: 'agent_run', timestamp: at(0), durationMs: 9500, agentId: 'a' },
  { id: child, action: 'llm_call', parentSpanId: root, timestamp: at(1), status: 'error', agentId: 'a' },
  { id: orphan, action: 'tool_use', parentSpanId: createLogId(), timestamp: at(2), status: 'blocked' },
];
for (const log of run) await api.post('/audit-logs', { ...log, traceId: 'run-1', prompt: log.action });
await api.post('/audit-logs', { action: 'elsewhere', traceId: 'run-2' });

test('a trace holds all its logs by time, then by commit, with a summary', async () => {
  const answer = await api.get<Trace>('/audit-logs/trace/run-1');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.body.traceId).toBe('run-1');
  expect(answer.body.data.map(({ id }) => id)).toEqual([root, child, grandchild, orphan]);
  for (const log of answer.body.data) expect(log).toEqual((await api.get(`/audit-logs/${log.id}`)).body);
  expect(answer.body.summary).toEqual({
    logs: 4,
    startedAt: at(0),
    endedAt: '2026-01-15T10:00:09.500Z',
    durationMs: 9500,
    roots: 1,
    orphans: 1,
    errors: 1,
    blocked: 1,
    violations: 0,
    agentIds: ['a', 'b'],
    actions: { agent_run: 1, llm_call: 1, tool_use: 2 },
  });
});

test('payload=false leaves prompt, response and metadata out', async () => {
  const { body } = await api.get<Trace>('/audit-logs/trace/run-1?payload=false');
  expect(body.data).toHaveLength(4);
  for (const log of body.data) expect(Object.keys(log)).not.toContain('prompt');
});

test('a trace of several pages comes whole and in order', async () => {
  for (let batch = 0; batch < 12; batch++) {
    const entries = Array.from({ length: 50 }, (_, place) => ({
      action: `step-${batch}`,
      traceId: 'long',
      timestamp: new Date(Date.UTC(2026, 0, 1) - (batch * 50 + place) * 1000).toISOString(),
    }));
    await api.post('/audit-logs/batch', entries);
  }
  const { body } = await api.get<Trace>('/audit-logs/trace/long');
  expect(body.data.map(({ sequence }) => sequence - 5)).toEqual(Array.from({ length: 600 }, (_, place) => 599 - place));
  expect(body.summary).toMatchObject({ logs: 600, roots: 600, orphans: 0, durationMs: 599_000 });
});

test('a trace that nobody logged is not found', async () => {
  expectError(await api.get('/audit-logs/trace/run-3'), 'not_found');
});

test('the names "chain" and "export" are traces like any other', async () => {
  for (const traceId of ['chain', 'export', 'trace', 'a/b?c#d%', '__proto__']) {
    await api.post('/audit-logs', { action: '__proto__', traceId });
    const { body } = await api.get<Trace>(`/audit-logs/trace/${encodeURIComponent(traceId)}`);
    expect([body.traceId, body.data.length]).toEqual([traceId, 1]);
    expect(Object.entries(body.summary.actions)).toEqual([['__proto__', 1]]);
  }
});

test('an id of 257 characters and an unknown parameter are refused', async () => {
  expectInvalid(await api.get(`/audit-logs/trace/${'t'.repeat(257)}`), 'traceId');
  expectInvalid(await api.get('/audit-logs/trace/run-1?limit=5'), 'limit');
});
