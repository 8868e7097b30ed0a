import { signUp, startTestServer } from '@agentaudit/testing';
import type { AuditLog, AuditLogInput, Page } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const api = createCaller(server.url, await signUp(server.url));

/** Two of each kind, told apart by every filter. */
const logs: AuditLogInput[] = Array.from({ length: 20 }, (_, place) => ({
  action: place % 2 === 0 ? 'llm_call' : 'tool_use',
  agentId: `agent-${place % 3}`,
  traceId: `run-${place % 4}`,
  sessionId: `session-${place % 5}`,
  userId: `user-${place % 6}`,
  status: (['ok', 'error', 'blocked'] as const)[place % 3]!,
  timestamp: new Date(Date.UTC(2026, 0, 1, place)).toISOString(),
  prompt: `prompt ${place}`,
  metadata: { place },
}));
await api.post('/audit-logs/batch', logs);

test('logs are listed newest first, 50 to a page, without counting', async () => {
  const answer = await list('');
  expect(answer.status).toBe(200);
  expect(places(answer.body)).toEqual(logs.map((_, place) => 19 - place));
  const { data: _, ...rest } = answer.body;
  expect(rest).toEqual({ limit: 50, offset: 0, total: null, nextCursor: null });
});

test('order=asc lists them oldest first', async () => {
  expect(places((await list('order=asc')).body)).toEqual(logs.map((_, place) => place));
});

test.each<[string, (log: AuditLogInput) => boolean]>([
  ['action=tool_use', ({ action }) => action === 'tool_use'],
  ['agentId=agent-2', ({ agentId }) => agentId === 'agent-2'],
  ['traceId=run-3', ({ traceId }) => traceId === 'run-3'],
  ['sessionId=session-0', ({ sessionId }) => sessionId === 'session-0'],
  ['userId=user-5', ({ userId }) => userId === 'user-5'],
  ['status=error', ({ status }) => status === 'error'],
  ['status=ok', ({ status }) => status === 'ok'],
  ['enforcementAction=allow', () => true],
  ['enforcementAction=block', () => false],
  ['from=2026-01-01T05:00:00Z', ({ timestamp }) => timestamp! >= '2026-01-01T05'],
  ['to=2026-01-01T05:00:00Z', ({ timestamp }) => timestamp! <= '2026-01-01T05:00:00.000Z'],
  ['from=2026-01-01T05:00:00Z&to=2026-01-01T05:00:00Z', ({ timestamp }) => timestamp === '2026-01-01T05:00:00.000Z'],
  ['from=2026-01-01T07:30:00%2B02:30', ({ timestamp }) => timestamp! >= '2026-01-01T05'],
  ['action=llm_call&agentId=agent-1&status=error', (log) => log.action === 'llm_call' && log.agentId === 'agent-1'],
  ['action=LLM_CALL', () => false],
  ['agentId=agent', () => false],
  ["agentId=agent-1'%20OR%20'1'='1", () => false],
  ['agentId=%25', () => false],
  ['traceId=run-1&userId=user-0', () => false],
])('the filter %s leaves what it says, and count=true counts it', async (query, holds) => {
  const expected = logs.map((_, place) => place).filter((place) => holds(logs[place]!));
  const answer = await list(`${query}&count=true`);
  expect(answer.status).toBe(200);
  expect(places(answer.body).toReversed()).toEqual(expected);
  expect(answer.body.total).toBe(expected.length);
});

test('payload=false leaves prompt, response and metadata out', async () => {
  const { body } = await list('payload=false&limit=1');
  const [log] = (await list('limit=1')).body.data;
  const { prompt: _, response: __, metadata: ___, ...rest } = log!;
  expect(body.data).toEqual([rest]);
});

test('offset passes over items', async () => {
  const { body } = await list('offset=5&limit=3');
  expect(places(body)).toEqual([14, 13, 12]);
  expect([body.offset, body.limit]).toEqual([5, 3]);
  expect((await list('offset=20')).body.data).toEqual([]);
  expect((await list(`offset=${Number.MAX_SAFE_INTEGER}&limit=500`)).body.data).toEqual([]);
});

test('the cursor goes on where the page ended, in either order and within the filter', async () => {
  for (const query of ['limit=7', 'limit=7&order=asc', 'limit=2&traceId=run-1', 'limit=3&action=tool_use&order=asc']) {
    const whole = await list(query.replace(/limit=\d+/, 'limit=500'));
    const pages = await allPages(query);
    expect(pages.flatMap(places)).toEqual(places(whole.body));
    expect(pages.at(-1)!.nextCursor).toBeNull();
  }
});

test('the last page that is exactly full has no cursor', async () => {
  expect((await list('limit=20')).body.nextCursor).toBeNull();
  expect((await list('limit=19')).body.nextCursor).not.toBeNull();
});

test('a page ends at 8 MiB, with a cursor, unless payloads are left out', async () => {
  const other = createCaller(server.url, await signUp(server.url));
  const MiB = 1024 * 1024;
  for (let count = 0; count < 11; count++) {
    await other.post('/audit-logs', { action: 'large', prompt: 'p'.repeat(MiB), metadata: { count } });
  }
  const first = (await other.get<Page<AuditLog>>('/audit-logs')).body;
  const second = (await other.get<Page<AuditLog>>(`/audit-logs?cursor=${first.nextCursor}`)).body;
  expect(first.data).toHaveLength(7);
  expect([...first.data, ...second.data].map(({ metadata }) => metadata!['count'])).toEqual(
    Array.from({ length: 11 }, (_, place) => 10 - place),
  );
  expect(second.nextCursor).toBeNull();
  const bare = (await other.get<Page<AuditLog>>('/audit-logs?payload=false')).body;
  expect([bare.data.length, bare.nextCursor]).toEqual([11, null]);
});

test.each([
  ['limit=0', 'limit'],
  ['limit=501', 'limit'],
  ['limit=ten', 'limit'],
  ['limit=1.5', 'limit'],
  ['limit=', 'limit'],
  ['limit=5&limit=6', 'limit'],
  ['offset=-1', 'offset'],
  ['offset=9007199254740993', 'offset'],
  ['cursor=made-up', 'cursor'],
  ['cursor=WyJhIl0', 'cursor'],
  ['cursor=', 'cursor'],
  ['order=newest', 'order'],
  ['count=yes', 'count'],
  ['payload=maybe', 'payload'],
  ['status=fine', 'status'],
  ['enforcementAction=deny', 'enforcementAction'],
  ['from=yesterday', 'from'],
  ['to=2026-02-30T00:00:00Z', 'to'],
  ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'from'],
  ['agentId=', 'agentId'],
  [`traceId=${'t'.repeat(257)}`, 'traceId'],
  ['agentId=a&agentId=b', 'agentId'],
  ['agentID=a', 'agentID'],
  ['page=2', 'page'],
])('the query %s is refused with a 400 that names the parameter', async (query, parameter) => {
  expectInvalid(await list(query), parameter);
});

test('cursor and offset are alternatives', async () => {
  const { nextCursor } = (await list('limit=1')).body;
  expect(expectError(await list(`cursor=${nextCursor}&offset=1`), 'validation_error').error).toContain('offset');
});

function list(query: string) {
  return api.get<Page<AuditLog>>(`/audit-logs?${query}`);
}

async function allPages(query: string): Promise<Page<AuditLog>[]> {
  const pages: Page<AuditLog>[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body }: { body: Page<AuditLog> } = await list(cursor === '' ? query : `${query}&cursor=${cursor}`);
    pages.push(body);
    cursor = body.nextCursor;
  }
  return pages;
}

function places(page: Page<AuditLog>): number[] {
  return page.data.map(({ metadata }) => Number(metadata!['place']));
}
