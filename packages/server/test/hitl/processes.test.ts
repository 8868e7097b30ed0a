import type { HitlAnswer, HitlPage, HitlRecord, Trace } from 'agentaudit-schemas';
import { freshDatabase, type ServerProcess, startServerProcess } from '@agentaudit/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createCaller } from '../wire.ts';
import { createTool, type Desk, eventually, expectHitlError, openDesk, refund } from './desk.ts';

// Real processes over one database; some of them end by SIGKILL.
const database = await freshDatabase();
let one: ServerProcess;
let other: ServerProcess | undefined;
let desk: Desk;

/** A second server: the one that is running, if none was killed. */
async function second(): Promise<ServerProcess> {
  other ??= await startServerProcess({ database });
  return other;
}

async function kill(): Promise<void> {
  await other?.kill9();
  other = undefined;
}

beforeAll(async () => {
  one = await startServerProcess({ database });
  desk = await openDesk(one.url);
});
beforeEach(() => {
  desk.tool = createTool(desk.agent);
});
afterAll(async () => {
  await Promise.all([one.stop(), other?.stop()]);
  await database.dispose();
});

test('a request outlives every server, and times out when one is back', async () => {
  const { request_id: id, expires_at: end } = await desk.ask({ timeout_seconds: 1 });
  const { request_id: long } = await desk.ask({ timeout_seconds: 600 });
  await one.kill9();
  while (Date.now() <= Date.parse(end)) await new Promise((resolve) => setTimeout(resolve, 100));
  one = await startServerProcess({ database });
  const agent = createCaller(one.url, desk.account);
  // Nobody asks for the request itself: the sweeper finds it.
  const { data } = await eventually(
    async () => (await agent.get<HitlPage>('/agents/hitl/audit')).body,
    ({ total }) => total > 0,
  );
  expect(data).toMatchObject([{ request_id: id, decision: 'timeout' }]);
  expect((await agent.get<HitlAnswer>(`/agents/hitl/requests/${long}`)).body.data.status).toBe('pending');
  desk = await openDesk(one.url);
});

test('a server is killed between the decision and the consume: the approval is still there, for one run', async () => {
  const { url } = await second();
  const { request_id: id } = await desk.ask();
  const owner = createCaller(url, { accessToken: desk.account.accessToken });
  expect((await desk.decide(id, 'approved', {}, owner)).status).toBe(200);
  await kill();
  await expect(createTool(createCaller(url, desk.account)).run(id, refund)).rejects.toThrow('fetch failed');

  const tool = createTool(createCaller((await second()).url, desk.account));
  expect((await tool.run(id, refund)).status).toBe(200);
  expectHitlError(await tool.run(id, refund), 409, 'conflict');
  expect(tool.runs).toEqual([refund]);
});

test('a server is killed between the consume and its answer: the attempt gets its answer, nobody else does', async () => {
  for (const delayMs of [0, 8]) {
    const { url } = await second();
    const { request_id: id } = await desk.ask();
    await desk.decide(id, 'approved');
    const lost = createTool(createCaller(url, desk.account));
    const sent = lost.run(id, refund, 'attempt-1').catch(() => undefined);
    // Sometimes before the commit, sometimes after, sometimes after the answer.
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await kill();
    await sent;
    if (lost.runs.length === 0) await desk.tool.run(id, refund, 'attempt-1');
    expectHitlError(await desk.tool.run(id, refund, 'attempt-2'), 409, 'conflict');
    expect(lost.runs.length + desk.tool.runs.length).toBe(1);
    desk.tool = createTool(desk.agent);
  }
});

test('two servers race to time out, to decide and to consume: each happens once', async () => {
  const two = await second();
  const owners = [desk.owner, createCaller(two.url, { accessToken: desk.account.accessToken })];
  const tools = [desk.tool, createTool(createCaller(two.url, desk.account))];
  const due: HitlRecord[] = [];
  for (let turn = 0; turn < 20; turn += 1) due.push(await desk.ask({ timeout_seconds: 1, trace_id: 'race' }));
  const end = Math.max(...due.map(({ expires_at: at }) => Date.parse(at)));
  // Decisions from both servers, from before the time is up until after.
  const decisions = due.map(async ({ request_id: id }, turn) => {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, end - Date.now() + (turn - 10) * 15)));
    return Promise.all(owners.map((owner, which) => desk.decide(id, which === 0 ? 'approved' : 'rejected', {}, owner)));
  });
  const answers = await Promise.all(decisions);
  for (const [turn, pair] of answers.entries()) {
    const granted = pair.filter(({ status }) => status === 200);
    const record = await eventually(
      () => desk.get(due[turn]!.request_id),
      ({ status }) => status !== 'pending',
    );
    expect(granted.length).toBe(record.decision === 'timeout' ? 0 : 1);
    for (const { body } of granted) expect(body.data.decision).toBe(record.decision);
    const before = tools.flatMap(({ runs }) => runs).length;
    await Promise.all(tools.map((tool) => tool.run(record.request_id, refund)));
    const ran = tools.flatMap(({ runs }) => runs).length - before;
    expect(ran).toBe(record.decision === 'approved' ? 1 : 0);
  }

  const { data } = (await desk.agent.get<Trace>('/audit-logs/trace/race')).body;
  for (const { request_id: id } of due) {
    const mine = data.filter(({ metadata }) => metadata?.['request_id'] === id).map(({ action }) => action);
    expect(mine.filter((action) => action === 'hitl_timeout' || action === 'hitl_decision')).toHaveLength(1);
  }
});

test('who waits at one server hears of a decision at another', async () => {
  const two = await second();
  const { request_id: id } = await desk.ask();
  const waiting = createCaller(two.url, desk.account).get<HitlAnswer>(`/agents/hitl/requests/${id}?wait=60`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const decided = await desk.decide(id, 'approved');
  expect((await waiting).body.data).toEqual(decided.body.data);
});

test('two servers race to store one request: there is one', async () => {
  const two = await second();
  const over = { agent_id: 'a', tool: { name: 't', arguments: refund }, idempotency_key: 'once' };
  const callers = [desk.agent, createCaller(two.url, desk.account)];
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, turn) => callers[turn % 2]!.post<HitlAnswer>('/agents/hitl/requests', over)),
  );
  expect(new Set(answers.map(({ body }) => body.data.request_id)).size).toBe(1);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
});
