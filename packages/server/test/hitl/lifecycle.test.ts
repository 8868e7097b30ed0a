import type { AuditLog, HitlAnswer, HitlPage, HitlStatsAnswer, Trace } from 'agentaudit-schemas';
import { startTestServer, type TestServer } from '@agentaudit/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { startReceiver } from '../notifications/receiver.ts';
import { type Desk, eventually, expectHitlError, openDesk, refund, toRequest } from './desk.ts';

let server: TestServer;
let desk: Desk;

beforeAll(async () => {
  server = await startTestServer({ environment: { ALLOW_PRIVATE_WEBHOOKS: 'on' } });
});
beforeEach(async () => {
  desk = await openDesk(server.url);
});
afterAll(() => server.close());

test('a request is answered with all that was asked, and listed until it is decided', async () => {
  const record = await desk.ask({ reason: 'the parcel broke', metadata: { ticket: 7 }, timeout_seconds: 60 });
  expect(record).toMatchObject({
    status: 'pending',
    decision: null,
    outcome: null,
    agent: { id: 'refund-agent', name: 'refund-agent' },
    tool: { name: 'send_refund', arguments: refund },
    reason: 'the parcel broke',
    metadata: { ticket: 7 },
    requested_by: { type: 'api_key', name: 'test' },
    on_timeout: 'reject',
    allowed_decisions: ['approved', 'rejected', 'skipped'],
    required_approvals: 1,
  });
  expect(Date.parse(record.expires_at) - Date.parse(record.requested_at)).toBe(60_000);
  const second = await desk.ask();
  const pending = async () => (await desk.owner.get<HitlPage>('/agents/hitl/pending')).body;
  expect((await pending()).data.map(({ request_id: id }) => id)).toEqual([record.request_id, second.request_id]);
  await desk.decide(record.request_id, 'skipped');
  expect(await pending()).toMatchObject({
    message: 'Successfully retrieved 1 of 1 pending HITL requests',
    data: [{ request_id: second.request_id }],
    total: 1,
  });
});

test('a decision says who decided, when, and what they said', async () => {
  const { request_id: id } = await desk.ask();
  const reviewer = await desk.member('reviewer');
  const { body } = await desk.decide(id, 'approved', { operator_input: 'looks right' }, reviewer);
  expect(body).toMatchObject({
    success: true,
    message: `Request ${id} approved`,
    data: {
      decision: 'approved',
      outcome: 'approved',
      decided_by: { type: 'user', id: reviewer.id, name: reviewer.email },
      operator_input: 'looks right',
      edited: false,
    },
  });
  const { decided_at: at, grant_expires_at: end, timestamp } = body.data;
  expect(Date.parse(end!) - Date.parse(at!)).toBe(900_000);
  expect(timestamp).toBe(at);
  expect(await desk.get(id)).toEqual(body.data);
});

test('a decision that the request does not allow is refused', async () => {
  const { request_id: id } = await desk.ask({ allowed_decisions: ['approved', 'rejected'] });
  expectHitlError(await desk.decide(id, 'skipped'), 400, 'validation_error', { details: { field: 'decision' } });
  expectHitlError(await desk.decide(id, 'rejected', { edited_arguments: {} }), 400, 'validation_error');
  expect((await desk.get(id)).status).toBe('pending');
});

test('a request is cancelled once, and not after it was decided; it is no decision', async () => {
  const { request_id: id } = await desk.ask();
  const cancel = (which: string) => desk.agent.post<HitlAnswer>(`/agents/hitl/requests/${which}/cancel`, undefined);
  expect((await cancel(id)).body.data).toMatchObject({ status: 'cancelled', decision: null });
  expect((await cancel(id)).status).toBe(200);
  expectHitlError(await desk.decide(id, 'approved'), 409, 'conflict');
  const { request_id: decided } = await desk.ask();
  await desk.decide(decided, 'approved');
  expectHitlError(await cancel(decided), 409, 'conflict');
  expect((await desk.agent.get<HitlPage>('/agents/hitl/audit')).body.total).toBe(1);
});

test.each([
  ['reject', 'rejected'],
  ['skip', 'skipped'],
])('nobody decides: a timeout, which tells the agent %s', async (onTimeout, outcome) => {
  const { request_id: id, expires_at: end } = await desk.ask({ timeout_seconds: 1, on_timeout: onTimeout });
  const waited = await desk.agent.get<HitlAnswer>(`/agents/hitl/requests/${id}?wait=20`);
  expect(waited.body.data).toMatchObject({ status: 'timeout', decision: 'timeout', outcome, decided_by: null });
  expect(waited.body.data.timestamp >= end).toBe(true);
  const { body } = await desk.agent.get<HitlPage>('/agents/hitl/audit?decision_type=timeout');
  expect(body.data.map(({ request_id }) => request_id)).toEqual([id]);
});

test('a wait ends with the decision, with its time, or at once', async () => {
  const { request_id: id } = await desk.ask();
  const get = (wait: number) => desk.agent.get<HitlAnswer>(`/agents/hitl/requests/${id}?wait=${wait}`);
  expect((await get(0.05)).body.data.status).toBe('pending');
  const waiting = [get(60), get(60), get(60)];
  await desk.decide(id, 'approved');
  for (const answer of await Promise.all(waiting)) expect(answer.body.data.status).toBe('approved');
  expect((await get(60)).body.data.status).toBe('approved');
});

test('a wait does not outlive its credential', async () => {
  const made = await desk.owner.post<{ key: string; id: string }>('/auth/api-keys', { name: 'short' });
  const { request_id: id } = await desk.ask();
  const waiting = desk.agent.get(`/agents/hitl/requests/${id}?wait=60`, { headers: { 'x-api-key': made.body.key } });
  await desk.owner.delete(`/auth/api-keys/${made.body.id}`);
  await desk.decide(id, 'approved');
  expectHitlError(await waiting, 401, 'unauthorized');
});

test('a known idempotency key answers the first request, also when it is decided', async () => {
  const post = (over: object = {}) =>
    desk.agent.post<HitlAnswer>('/agents/hitl/requests', toRequest({ idempotency_key: 'call-1', ...over }));
  const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
  expect(new Set(answers.map(({ body }) => body.data.request_id)).size).toBe(1);
  const { request_id: id } = answers[0]!.body.data;
  await desk.decide(id, 'approved', { edited_arguments: { amount: 1 } });
  expect((await post()).body.data).toMatchObject({ request_id: id, status: 'approved' });
  expectHitlError(await post({ tool: { name: 'send_refund', arguments: { amount: 6 } } }), 409, 'conflict');
  expect((await post({ agent_id: 'another' })).status).toBe(201);
  expect((await post({ tool: { name: 'another', arguments: refund } })).status).toBe(201);
  const other = await openDesk(server.url);
  const elsewhere = await other.agent.post('/agents/hitl/requests', toRequest({ idempotency_key: 'call-1' }));
  expect(elsewhere.status).toBe(201);
});

test('every transition is a log in the trace of the request, below the log of the request', async () => {
  const { body: parent } = await desk.agent.post<AuditLog>('/audit-logs', { action: 'agent_run', traceId: 'run-1' });
  const over = { trace_id: 'run-1', parent_span_id: parent.id, required_approvals: 2 };
  const { request_id: id, log_id: logId } = await desk.ask(over);
  await desk.decide(id, 'approved');
  await desk.decide(id, 'approved', { operator_input: 'fine' }, await desk.member('reviewer'));
  await desk.tool.run(id, refund);
  const { request_id: late } = await desk.ask({ ...over, timeout_seconds: 1 });
  await desk.agent.get(`/agents/hitl/requests/${late}?wait=20`);
  const { request_id: dropped } = await desk.ask(over);
  await desk.agent.post(`/agents/hitl/requests/${dropped}/cancel`, {});

  const { data } = (await desk.agent.get<Trace>('/audit-logs/trace/run-1')).body;
  const mine = data.filter(({ metadata }) => metadata?.['request_id'] === id);
  expect(mine.map(({ action }) => action)).toEqual(['hitl_request', 'hitl_vote', 'hitl_decision', 'hitl_consume']);
  expect(mine[0]).toMatchObject({ id: logId, parentSpanId: parent.id, agentId: 'refund-agent' });
  for (const log of mine) {
    expect(JSON.parse(log.prompt!)).toEqual(refund);
    expect(log.metadata).toMatchObject({ tool: 'send_refund' });
  }
  for (const log of mine.slice(1)) expect(log.parentSpanId).toBe(logId);
  expect(mine[2]).toMatchObject({ response: 'fine', metadata: { decision: 'approved', by: { type: 'user' } } });
  expect(data.map(({ action }) => action)).toEqual(expect.arrayContaining(['hitl_timeout', 'hitl_cancel']));
  expect((await desk.agent.get<HitlAnswer>(`/agents/hitl/audit/${id}`)).body.data.trace_id).toBe('run-1');
});

test('the record keeps the arguments exactly', async () => {
  const odd = {
    '2': 1,
    '10': 2,
    a: '\u0000 \u{1f600}',
    __proto__: undefined,
    nested: { z: [1e21, -0.5, null], a: '' },
  };
  const { request_id: id } = await desk.ask({ tool: { name: 't', arguments: odd } });
  const { tool } = (await desk.decide(id, 'approved')).body.data;
  expect(JSON.stringify(tool.arguments)).toBe(JSON.stringify(odd));
});

test('statistics add up', async () => {
  const ids = [];
  for (let turn = 0; turn < 4; turn += 1) ids.push((await desk.ask()).request_id);
  await desk.decide(ids[0]!, 'approved');
  await desk.decide(ids[1]!, 'approved', { edited_arguments: {} });
  await desk.decide(ids[2]!, 'rejected', {}, await desk.member('reviewer'));
  const { body } = await desk.owner.get<HitlStatsAnswer>('/agents/hitl/stats');
  expect(body.success).toBe(true);
  expect(body.data).toMatchObject({
    pending: { count: 1, oldest_seconds: expect.any(Number) },
    decisions: { total: 3, approved: 2, rejected: 1, skipped: 0, timeout: 0, edited: 1 },
    wait: { p50_seconds: expect.any(Number), p95_seconds: expect.any(Number) },
    by_tool: [{ name: 'send_refund', total: 3, approval_rate: 2 / 3 }],
  });
  expect(body.data.decided_under_3s).toBeGreaterThan(0);
  expect(body.data.by_decider.map(({ total }) => total)).toEqual([2, 1]);
  expect((await desk.owner.get<HitlStatsAnswer>('/agents/hitl/stats?tool_name=none')).body.data).toMatchObject({
    pending: { count: 0, oldest_seconds: null },
    decisions: { total: 0 },
    wait: { p50_seconds: null },
    decided_under_3s: null,
    by_decider: [],
    by_tool: [],
  });
});

test('a new request tells whoever wants to know', async () => {
  const receiver = await startReceiver();
  const notifications = { webhook: true, webhookUrl: receiver.url };
  expect((await desk.owner.patch('/auth/me', { notifications })).status).toBe(200);
  const record = await desk.ask({ reason: 'the parcel broke' });
  await eventually(
    async () => receiver.received.length,
    (count) => count > 0,
  );
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ type: 'approval.requested', data: record });
  await receiver.close();
});

test('a request that waits does not hold up the end of the server', async () => {
  const own = await startTestServer();
  const { ask, agent } = await openDesk(own.url);
  const { request_id: id } = await ask();
  const waiting = agent.get<HitlAnswer>(`/agents/hitl/requests/${id}?wait=300`);
  await eventually(
    async () => (await agent.get<HitlPage>('/agents/hitl/pending')).body.total,
    (total) => total === 1,
  );
  await own.close();
  expect((await waiting).body.data.status).toBe('pending');
});

test('a sequence rule flags the trace in which a tool ran without its consumed approval', async () => {
  const rule = {
    name: 'Refunds need approval',
    ruleType: 'sequence',
    severity: 'critical',
    condition: {
      when: { actions: ['tool_use'], tools: ['send_refund'] },
      requires: { actions: ['hitl_consume'], tools: ['send_refund'] },
    },
  };
  expect((await desk.owner.post('/compliance-rules', rule)).status).toBe(201);
  const run = async (traceId: string) => {
    const ran = { action: 'tool_use', traceId, metadata: { tool: 'send_refund' } };
    return (await desk.agent.post<AuditLog>('/audit-logs', ran)).body;
  };
  const { request_id: approved } = await desk.ask();
  await desk.decide(approved, 'approved');
  expect((await run(approved)).violations).toMatchObject([{ ruleName: rule.name }]);
  await desk.tool.run(approved, refund);
  expect((await run(approved)).violations).toEqual([]);
  const { request_id: rejected } = await desk.ask();
  await desk.decide(rejected, 'rejected');
  expect((await run(rejected)).violations).toMatchObject([{ ruleName: rule.name }]);
});

test('a rule that redacts the logs of an approval leaves the approval as it is', async () => {
  const rule = {
    name: 'No card numbers',
    ruleType: 'pii_detect',
    action: 'redact',
    severity: 'warning',
    condition: { entities: ['CREDIT_CARD'] },
  };
  expect((await desk.owner.post('/compliance-rules', rule)).status).toBe(201);
  const args = { card: '4111 1111 1111 1111' };
  const { request_id: id, log_id: logId } = await desk.ask({ tool: { name: 'charge', arguments: args } });
  await desk.decide(id, 'approved');
  expect((await desk.agent.get<AuditLog>(`/audit-logs/${logId}`)).body.prompt).not.toContain('4111');
  expect((await desk.tool.run(id, args)).status).toBe(200);
  expect((await desk.agent.get<HitlAnswer>(`/agents/hitl/audit/${id}`)).body.data.tool.arguments).toEqual(args);
});
