import type { HitlAnswer } from 'agentaudit-schemas';
import { startTestServer, type TestServer } from '@agentaudit/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createCaller } from '../wire.ts';
import { createTool, type Desk, eventually, expectHitlError, openDesk, refund } from './desk.ts';

// Each attack ends with how often the tool ran.
let server: TestServer;
let desk: Desk;

beforeAll(async () => {
  server = await startTestServer();
  desk = await openDesk(server.url);
});
beforeEach(() => {
  desk.tool = createTool(desk.agent);
});
afterAll(() => server.close());

test('without attack the tool runs once', async () => {
  const { request_id: id } = await desk.ask();
  await desk.decide(id, 'approved');
  expect((await desk.tool.run(id, refund)).body).toMatchObject({ success: true, data: { status: 'consumed' } });
  expect(desk.tool.runs).toEqual([refund]);
});

test('an undecided, rejected, skipped or cancelled request runs nothing', async () => {
  const ids = [(await desk.ask()).request_id];
  for (const decision of ['rejected', 'skipped']) {
    const { request_id: id } = await desk.ask();
    await desk.decide(id, decision);
    ids.push(id);
  }
  const { request_id: cancelled } = await desk.ask();
  await desk.agent.post(`/agents/hitl/requests/${cancelled}/cancel`, {});
  for (const id of [...ids, cancelled]) {
    expectHitlError(await desk.tool.run(id, refund), 409, 'conflict', { details: { reason: 'not_approved' } });
  }
  expect(desk.tool.runs).toEqual([]);
});

test('an agent forges the decision with its own key', async () => {
  const { request_id: id } = await desk.ask();
  expectHitlError(await desk.decide(id, 'approved', {}, desk.agent), 403, 'forbidden');
  // Nobody is believed who says in the body who they are.
  for (const claim of ['decided_by', 'operator', 'user_id']) {
    expectHitlError(await desk.decide(id, 'approved', { [claim]: 'owner' }), 400, 'validation_error');
  }
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict');
  expect(desk.tool.runs).toEqual([]);
});

test('whoever asks decides', async () => {
  const greedy = await desk.key(['hitl:request', 'hitl:read', 'hitl:decide']);
  const tool = createTool(greedy);
  const { body } = await greedy.post<HitlAnswer>('/agents/hitl/requests', {
    agent_id: 'a',
    tool: { name: 't', arguments: refund },
  });
  expectHitlError(await desk.decide(body.data.request_id, 'approved', {}, greedy), 403, 'forbidden');

  // A person who asked does not decide by a key of their own either.
  const asked = await desk.owner.post<HitlAnswer>('/agents/hitl/requests', {
    agent_id: 'a',
    tool: { name: 't', arguments: refund },
  });
  const { request_id: own } = asked.body.data;
  expectHitlError(await desk.decide(own, 'approved'), 403, 'forbidden');
  expectHitlError(await desk.decide(own, 'approved', {}, greedy), 403, 'forbidden');
  for (const id of [body.data.request_id, own]) expectHitlError(await tool.run(id, refund), 409, 'conflict');
  expect(tool.runs).toEqual([]);
});

test('somebody of another organization decides, reads, cancels or consumes', async () => {
  const other = await openDesk(server.url);
  const { request_id: id } = await desk.ask();
  const missing = { details: { request_id: id } };
  expectHitlError(await other.decide(id, 'approved'), 404, 'not_found', missing);
  expectHitlError(await other.agent.get(`/agents/hitl/requests/${id}`), 404, 'not_found', missing);
  expectHitlError(await other.agent.post(`/agents/hitl/requests/${id}/cancel`, {}), 404, 'not_found', missing);
  await desk.decide(id, 'approved');
  expectHitlError(await other.tool.run(id, refund), 404, 'not_found', missing);
  expect(other.tool.runs).toEqual([]);
});

test('other arguments run than were approved', async () => {
  const { request_id: id } = await desk.ask();
  await desk.decide(id, 'approved');
  const swapped = [
    { ...refund, amount: 500 },
    { ...refund, amount: '5' },
    { ...refund, amount: 5.000_000_1 },
    { ...refund, extra: null },
    { order: refund.order, amount: 5 },
    { ...refund, note: 'damaged ' },
    { ...refund, order: ['A-17'] },
    {},
  ];
  for (const args of swapped) {
    expectHitlError(await desk.tool.run(id, args), 409, 'conflict', { details: { reason: 'arguments_differ' } });
  }
  expect(desk.tool.runs).toEqual([]);
});

test('the same arguments in another order and spelling run, once', async () => {
  const { request_id: id } = await desk.ask();
  await desk.decide(id, 'approved');
  const raw = String.raw`{"arguments": {"note":"d\u0061maged", "amount": 5.00e0, "order":"A-17"} }`;
  const path = `/agents/hitl/requests/${id}/consume`;
  expect((await desk.agent.call('POST', path, { raw })).status).toBe(200);
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict', { details: { reason: 'already_consumed' } });
  expect(desk.tool.runs).toEqual([]);
});

test('the arguments are hidden behind a second key, or a number that is rounded', async () => {
  const { request_id: id } = await desk.ask();
  await desk.decide(id, 'approved');
  const path = `/agents/hitl/requests/${id}/consume`;
  for (const raw of [
    '{"arguments":{"order":"A-17","amount":500,"note":"damaged","amount":5}}',
    '{"arguments":{"order":"A-17","amount":5.0000000000000000001,"note":"damaged"}}',
  ]) {
    expectHitlError(await desk.agent.call('POST', path, { raw }), 400, 'validation_error');
  }
  expect((await desk.get(id)).status).toBe('approved');
});

test('what a person edited cannot be run as it was asked', async () => {
  const { request_id: id } = await desk.ask();
  const edited = { ...refund, amount: 3 };
  const decided = await desk.decide(id, 'approved', { edited_arguments: edited });
  expect(decided.body.data).toMatchObject({
    decision: 'approved',
    edited: true,
    tool: { arguments: edited, original_arguments: refund },
  });
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict', { details: { reason: 'arguments_differ' } });
  expect((await desk.tool.run(id, edited)).status).toBe(200);
  expect(desk.tool.runs).toEqual([edited]);
});

test('a decision comes after the time is up', async () => {
  const { request_id: id } = await desk.ask({ timeout_seconds: 1 });
  await eventually(
    () => desk.get(id),
    ({ status }) => status !== 'pending',
  );
  expectHitlError(await desk.decide(id, 'approved'), 409, 'conflict', { details: { status: 'timeout' } });
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict', { details: { reason: 'not_approved' } });
  expect(desk.tool.runs).toEqual([]);
});

test('a second decision changes nothing, the same one again is answered again', async () => {
  const { request_id: id } = await desk.ask();
  expect((await desk.decide(id, 'rejected', { operator_input: 'no' })).status).toBe(200);
  expect((await desk.decide(id, 'rejected')).body.data).toMatchObject({ status: 'rejected', operator_input: 'no' });
  for (const decision of ['approved', 'skipped']) {
    expectHitlError(await desk.decide(id, decision), 409, 'conflict', { details: { status: 'rejected' } });
  }
  const admin = await desk.member('admin');
  expectHitlError(await desk.decide(id, 'rejected', {}, admin), 409, 'conflict');
  // So is a key of the one who decided: the decider is the credential.
  expectHitlError(await desk.decide(id, 'rejected', {}, await desk.key(['hitl:decide'])), 409, 'conflict');
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict');
  expect(desk.tool.runs).toEqual([]);
});

test('an approval with other arguments is another decision', async () => {
  const { request_id: id } = await desk.ask();
  const edited = { ...refund, amount: 3 };
  await desk.decide(id, 'approved', { edited_arguments: edited });
  expect((await desk.decide(id, 'approved', { edited_arguments: edited })).status).toBe(200);
  expectHitlError(await desk.decide(id, 'approved'), 409, 'conflict');
  expectHitlError(await desk.decide(id, 'approved', { edited_arguments: { amount: 9 } }), 409, 'conflict');
});

test('many decide at once: one decision stands', async () => {
  const { request_id: id } = await desk.ask();
  const admin = await desk.member('admin');
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, turn) =>
      desk.decide(id, turn % 4 < 2 ? 'approved' : 'rejected', {}, turn % 2 === 0 ? desk.owner : admin),
    ),
  );
  const granted = answers.filter(({ status }) => status === 200).map(({ body }) => body.data);
  expect(new Set(granted.map(({ decision, decided_by: by }) => `${decision} ${by?.id}`)).size).toBe(1);
  expect(answers.filter(({ status }) => status === 200 || status === 409)).toHaveLength(40);
});

test('a hundred consume at once: one wins', async () => {
  const { request_id: id } = await desk.ask();
  await desk.decide(id, 'approved');
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, turn) => desk.tool.run(id, refund, turn % 2 === 0 ? undefined : `attempt-${turn}`)),
  );
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(99);
  expect(desk.tool.runs).toEqual([refund]);
});

test('a consume is replayed', async () => {
  const { request_id: id } = await desk.ask();
  await desk.decide(id, 'approved');
  const first = await desk.tool.run(id, refund, 'attempt-1');
  expect(first.status).toBe(200);
  // The one who lost the answer gets it again, and knows that it did not run yet.
  expect(
    (await desk.agent.post(`/agents/hitl/requests/${id}/consume`, { arguments: refund, attempt_id: 'attempt-1' })).body,
  ).toEqual(first.body);
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict');
  expectHitlError(await desk.tool.run(id, refund, 'attempt-2'), 409, 'conflict');
  expectHitlError(await desk.tool.run(id, { ...refund, amount: 6 }, 'attempt-1'), 409, 'conflict');
  // Another agent that learnt the attempt's name is another attempt.
  const thief = createTool(await desk.key(['hitl:request']));
  expectHitlError(await thief.run(id, refund, 'attempt-1'), 409, 'conflict');
  expect([desk.tool.runs, thief.runs]).toEqual([[refund], []]);
});

test('a grant is used after it expired', async () => {
  const { request_id: id } = await desk.ask({ grant_seconds: 1 });
  await desk.decide(id, 'approved');
  const { grant_expires_at: end } = await desk.get(id);
  // By the database's clock, which is read off what it stores.
  await eventually(
    () => desk.ask(),
    ({ requested_at: at }) => at > end!,
  );
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict', { details: { reason: 'grant_expired' } });
  expect(desk.tool.runs).toEqual([]);
});

test('one person gives two approvals of a quorum', async () => {
  const { request_id: id } = await desk.ask({ required_approvals: 2 });
  expect((await desk.decide(id, 'approved')).body.data).toMatchObject({ status: 'pending' });
  expect((await desk.decide(id, 'approved')).body.data).toMatchObject({ status: 'pending' });
  // A key speaks for the person who made it.
  const key = await desk.key(['hitl:decide']);
  expect((await desk.decide(id, 'approved', {}, key)).body.data).toMatchObject({ status: 'pending' });
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict', { details: { reason: 'not_approved' } });
  const reviewer = await desk.member('reviewer');
  expect((await desk.decide(id, 'approved', {}, reviewer)).body.data).toMatchObject({ status: 'approved' });
  expect(desk.tool.runs).toEqual([]);
});

test('the approvals of a quorum are for different arguments', async () => {
  const { request_id: id } = await desk.ask({ required_approvals: 2 });
  const edited = { edited_arguments: { ...refund, amount: 3 } };
  const reviewer = await desk.member('reviewer');
  expect((await desk.decide(id, 'approved', edited)).body.data).toMatchObject({ status: 'pending' });
  expect((await desk.decide(id, 'approved', {}, reviewer)).body.data).toMatchObject({ status: 'pending' });
  expectHitlError(await desk.decide(id, 'approved', {}), 409, 'conflict', { details: { reason: 'already_voted' } });
  const admin = await desk.member('admin');
  const decided = await desk.decide(id, 'approved', edited, admin);
  expect(decided.body.data).toMatchObject({ status: 'approved', edited: true, tool: { arguments: { amount: 3 } } });
  expect(decided.body.data.votes).toHaveLength(3);
  expect(desk.tool.runs).toEqual([]);
});

test('one refusal outweighs the approvals before it, the giver’s own too', async () => {
  const { request_id: id } = await desk.ask({ required_approvals: 3 });
  await desk.decide(id, 'approved');
  await desk.decide(id, 'approved', {}, await desk.member('reviewer'));
  expect((await desk.decide(id, 'rejected')).body.data).toMatchObject({ status: 'rejected', outcome: 'rejected' });
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict');
  expect(desk.tool.runs).toEqual([]);
});

test('somebody decides who may no more: a member removed, a role lost, and the keys they made', async () => {
  const admin = await desk.member('admin');
  const made = await admin.post<{ key: string }>('/auth/api-keys', { name: 'bot', scopes: ['hitl:decide'] });
  const bot = createCaller(server.url, { apiKey: made.body.key });
  const { request_id: id } = await desk.ask();
  await desk.owner.patch(`/auth/members/${admin.id}`, { role: 'auditor' });
  expectHitlError(await desk.decide(id, 'approved', {}, admin), 403, 'forbidden');
  expectHitlError(await desk.decide(id, 'approved', {}, bot), 403, 'forbidden');
  await desk.owner.delete(`/auth/members/${admin.id}`);
  expectHitlError(await desk.decide(id, 'approved', {}, admin), 401, 'unauthorized');
  expectHitlError(await desk.decide(id, 'approved', {}, bot), 403, 'forbidden');
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict');
  expect(desk.tool.runs).toEqual([]);
});

test('a forged log of a decision approves nothing', async () => {
  const { request_id: id, log_id: logId } = await desk.ask();
  const metadata = { request_id: id, decision: 'approved', status: 'approved' };
  const forged = { action: 'hitl_decision', traceId: id, parentSpanId: logId, metadata };
  expect((await desk.agent.post('/audit-logs', forged)).status).toBe(201);
  expectHitlError(await desk.tool.run(id, refund), 409, 'conflict', { details: { reason: 'not_approved' } });
  expect(desk.tool.runs).toEqual([]);
});
