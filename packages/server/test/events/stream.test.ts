import { once } from 'node:events';
import { connect } from 'node:net';

import type { Alert, AuditLog, Page } from 'agentaudit-schemas';
import { freshDatabase, startTestServer, type TestDatabase, type TestServer } from '@agentaudit/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { type Desk, eventually, openDesk, refund } from '../hitl/desk.ts';
import { createCaller, expectInvalid } from '../wire.ts';
import { openStream, type StreamedEvent } from './open-stream.ts';

let database: TestDatabase;
let server: TestServer;
let desk: Desk;

beforeAll(async () => {
  database = await freshDatabase();
  server = await startTestServer({ database });
});
beforeEach(async () => {
  desk = await openDesk(server.url);
});
afterAll(async () => {
  await server.close();
  await database.dispose();
});

const keyOf = ({ account }: Desk) => ({ 'x-api-key': account.apiKey });
const tokenOf = ({ account }: Desk) => ({ authorization: `Bearer ${account.accessToken}` });
const log = async (action: string, on = desk.agent) => (await on.post<AuditLog>('/audit-logs', { action })).body;
const actionsOf = (events: StreamedEvent[]) => events.map(({ data }) => data['action']);

test('streams new logs without what they hold, and every change of an approval', async () => {
  await log('before');
  const stream = await openStream(server.url, { headers: tokenOf(desk) });
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const stored = (await desk.agent.post<AuditLog>('/audit-logs', { action: 'first', prompt: 'secret' })).body;
  const [first] = await stream.take(1);
  expect(first).toMatchObject({ event: 'audit_log', data: { id: stored.id, action: 'first' } });
  expect(first!.data).not.toHaveProperty('prompt');

  const { request_id: id } = await desk.ask();
  await desk.decide(id, 'approved');
  await desk.tool.run(id, refund);
  const events = await stream.take(6);
  const changes = events.filter(({ event }) => event === 'hitl').map(({ data }) => data);
  expect(changes.map(({ change }) => change)).toEqual(['requested', 'decided', 'consumed']);
  for (const change of changes) expect(change).toMatchObject({ request_id: id, tool: { name: 'send_refund' } });
  const logs = events.filter(({ event }) => event === 'audit_log').map(({ data }) => data['id']);
  expect(changes.map(({ log_id: logId }) => logId)).toEqual(logs);
  stream.close();
});

test('continues after the last event, on another server too, without a gap and without a repetition', async () => {
  const other = await startTestServer({ database });
  const stream = await openStream(server.url, { headers: keyOf(desk) });
  for (let turn = 0; turn < 5; turn += 1) await log(`a${turn}`);
  const seen = await stream.take(3);
  stream.close();
  for (let turn = 0; turn < 250; turn += 50) {
    const entries = Array.from({ length: 50 }, (_, place) => ({ action: `b${turn + place}` }));
    await desk.agent.post('/audit-logs/batch', entries);
  }
  const resumed = await openStream(other.url, { headers: keyOf(desk), lastEventId: seen.at(-1)!.id });
  const rest = await resumed.take(252);
  const expected = [
    ...[0, 1, 2, 3, 4].map((turn) => `a${turn}`),
    ...Array.from({ length: 250 }, (_, turn) => `b${turn}`),
  ];
  expect([...actionsOf(seen), ...actionsOf(rest)]).toEqual(expected);

  // What one server commits, a reader of the other sees.
  await log('here');
  await log('there', createCaller(other.url, desk.account));
  expect(actionsOf(await resumed.take(2))).toEqual(['here', 'there']);
  resumed.close();
  await other.close();
});

test('streams each new alert once, wherever the stream was cut', async () => {
  for (const word of ['refund', 'urgent']) {
    const rule = { name: word, ruleType: 'keyword_match', severity: 'warning', condition: { keywords: [word] } };
    expect((await desk.owner.post('/compliance-rules', rule)).status).toBe(201);
  }
  const start = 'audit_log:0,hitl:0,alert:0';
  for (let turn = 0; turn < 3; turn += 1) {
    await desk.agent.post('/audit-logs', { action: 'quiet' });
    await desk.agent.post('/audit-logs', { action: 'loud', agentId: `a${turn}`, prompt: 'an urgent refund' });
  }
  const whole = await openStream(server.url, { headers: keyOf(desk), lastEventId: start });
  const all = await whole.take(12);
  const alerts = all.filter(({ event }) => event === 'alert');
  expect(alerts.map(({ data }) => data['agentId'])).toEqual(['a0', 'a0', 'a1', 'a1', 'a2', 'a2']);
  const listed = (await desk.owner.get<Page<Alert>>('/alerts')).body.data;
  expect(new Set(alerts.map(({ data }) => data['id']))).toEqual(new Set(listed.map(({ id }) => id)));
  whole.close();
  for (const [place, { id }] of all.entries()) {
    const rest = await openStream(server.url, { headers: keyOf(desk), lastEventId: id });
    const expected = all.slice(place + 1).map(({ data }) => data['id']);
    expect((await rest.take(expected.length)).map(({ data }) => data['id'])).toEqual(expected);
    rest.close();
  }
  const live = await openStream(server.url, { headers: keyOf(desk) });
  await desk.agent.post('/audit-logs', { action: 'loud', agentId: 'a9', prompt: 'urgent' });
  expect((await live.take(2)).map(({ event }) => event)).toEqual(['audit_log', 'alert']);
  live.close();
});

test('an id from before any event continues from there', async () => {
  await log('zero');
  const stream = await openStream(server.url, { headers: keyOf(desk), lastEventId: 'audit_log:0,hitl:0' });
  expect(actionsOf(await stream.take(1))).toEqual(['zero']);
  stream.close();
});

test('refuses an id that is none, an unknown parameter, and who may not read', async () => {
  const bad = await desk.agent.get('/events', { headers: { 'last-event-id': 'nonsense' } });
  expectInvalid(bad, 'Last-Event-ID');
  expect((await desk.agent.get('/events?colour=red')).status).toBe(400);
  expect((await createCaller(server.url).get('/events')).status).toBe(401);
  expect((await (await desk.key(['logs:write'])).get('/events')).status).toBe(403);
});

test('shows a key no more than it may read, and nobody what belongs to others', async () => {
  const made = await desk.owner.post<{ key: string }>('/auth/api-keys', { name: 'reader', scopes: ['logs:read'] });
  const stream = await openStream(server.url, { headers: { 'x-api-key': made.body.key } });
  const other = await openDesk(server.url);
  await other.ask();
  await log('foreign', other.agent);
  await desk.ask();
  await log('own');
  expect(actionsOf(await stream.take(2))).toEqual(['hitl_request', 'own']);
  stream.close();
});

test('ends when its key is deleted, its member removed, or loses the role', async () => {
  const made = await desk.owner.post<{ key: string; id: string }>('/auth/api-keys', { name: 'short' });
  const [removed, demoted] = [await desk.member('auditor'), await desk.member('admin')];
  const streams = await Promise.all(
    [
      { 'x-api-key': made.body.key },
      { authorization: `Bearer ${removed.accessToken}` },
      { authorization: `Bearer ${demoted.accessToken}` },
      tokenOf(desk),
    ].map((headers) => openStream(server.url, { headers })),
  );
  await desk.owner.delete(`/auth/api-keys/${made.body.id}`);
  await desk.owner.delete(`/auth/members/${removed.id}`);
  await desk.owner.patch(`/auth/members/${demoted.id}`, { role: 'reviewer' });
  for (const stream of streams.slice(0, 3)) expect(await stream.next()).toBeUndefined();
  await log('still here');
  expect(actionsOf(await streams[3]!.take(1))).toEqual(['still here']);
  streams[3]!.close();
});

test('ends when the server does, also for a reader that takes nothing', async () => {
  const own = await startTestServer();
  const reader = await openDesk(own.url);
  const stream = await openStream(own.url, { headers: keyOf(reader) });
  const stuck = connect(Number(new URL(own.url).port), '127.0.0.1');
  await once(stuck, 'connect');
  const opened = once(stuck, 'readable');
  stuck.write(`GET /api/v1/events HTTP/1.1\r\nhost: x\r\nx-api-key: ${reader.account.apiKey}\r\n\r\n`);
  await opened;
  // More than the buffers on the way hold, and none of it read.
  const wide = '長'.repeat(256);
  const entry = { action: 'wide', agentId: wide, traceId: wide, sessionId: wide, userId: wide, parentSpanId: wide };
  const batch = Array.from({ length: 50 }, () => entry);
  for (let turn = 0; turn < 24; turn += 1) await reader.agent.post('/audit-logs/batch', batch);
  await stream.take(1200);
  const ended = (async () => {
    while ((await stream.next()) !== undefined);
    return 'ended';
  })();
  await own.close();
  expect(await ended).toBe('ended');
  stuck.destroy();
});

test('a reader that goes away leaves nothing behind', async () => {
  const before = await countConnections();
  const streams = await Promise.all(Array.from({ length: 5 }, () => openStream(server.url, { headers: keyOf(desk) })));
  for (const stream of streams) stream.close();
  expect(await eventually(countConnections, (count) => count <= before)).toBeLessThanOrEqual(before);
  expect((await log('after')).action).toBe('after');
});

/** Connections that the server holds. */
function countConnections(): Promise<number> {
  return new Promise((resolve, reject) => {
    server.app.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}
