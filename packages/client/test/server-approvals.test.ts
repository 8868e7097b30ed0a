import { signUp, useSharedServer, type SharedServer, type TestAccount } from '@agentaudit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  AgentAuditClient,
  ApprovalDeniedError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
} from '../src/index.ts';

let server: SharedServer;
let account: TestAccount;
let agent: AgentAuditClient;
let person: AgentAuditClient;

beforeAll(async () => {
  server = await useSharedServer();
  account = await signUp(server.url);
  agent = new AgentAuditClient({ apiKey: account.apiKey, baseUrl: server.url, agentId: 'shop' });
  person = new AgentAuditClient({ accessToken: account.accessToken, baseUrl: server.url });
});

afterAll(async () => {
  await Promise.all([agent?.close(), person?.close()]);
  await server?.release();
});

const runs: object[] = [];
async function refund(input: { order: string; amount: number }): Promise<string> {
  runs.push(input);
  return `refunded ${input.amount}`;
}

describe('approvals on the real server', () => {
  it('let a tool run once, with what a person made of its arguments, and show it all', async () => {
    const heard: string[] = [];
    const listener = (async () => {
      for await (const event of person.events()) {
        heard.push(event.type === 'hitl' ? event.data.change : event.type);
        if (heard.includes('consumed')) return;
      }
    })();
    // Until the stream is open nothing is heard.
    while (heard.length === 0) await agent.log({ action: 'hello?' });

    const safe = agent.requireApproval(refund, { reason: 'a refund', idempotencyKey: 'refund-o1' });
    const done = agent.trace('run', { traceId: 'refunds' }, () => safe({ order: 'o1', amount: 50 }));
    const pending = await firstPending();
    expect(pending).toMatchObject({
      tool: { name: 'refund', arguments: { order: 'o1', amount: 50 } },
      trace_id: 'refunds',
    });
    await person.hitl.decide(pending.request_id, {
      decision: 'approved',
      edited_arguments: { order: 'o1', amount: 20 },
    });
    expect(await done).toBe('refunded 20');
    expect(runs).toEqual([{ order: 'o1', amount: 20 }]);
    await expect(safe({ order: 'o1', amount: 50 })).rejects.toMatchObject({ outcome: 'unusable' });

    const record = await agent.hitl.get(pending.request_id);
    expect(record).toMatchObject({ decision: 'approved', edited: true, tool: { original_arguments: { amount: 50 } } });
    expect((await agent.hitl.list({ tool_name: 'refund' })).data).toEqual([record]);
    await agent.flush();
    const { data } = await agent.getTrace('refunds');
    expect(data.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['agent_run', 'hitl_request', 'hitl_decision', 'hitl_consume']),
    );
    await listener;
    expect(heard).toEqual(expect.arrayContaining(['requested', 'decided', 'consumed']));
  });

  it('deny what was rejected, and what nobody decided', async () => {
    const before = runs.length;
    const rejected = agent.requireApproval(refund)({ order: 'o2', amount: 1 });
    const caught = rejected.catch((error: unknown) => error);
    await person.hitl.decide((await firstPending()).request_id, { decision: 'rejected', operator_input: 'no receipt' });
    const error = await caught;
    expect(ApprovalDeniedError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ outcome: 'rejected', reason: 'no receipt' });
    await expect(
      agent.requireApproval(refund, { timeoutSeconds: 1 })({ order: 'o3', amount: 1 }),
    ).rejects.toMatchObject({
      outcome: 'timeout',
    });
    expect(runs).toHaveLength(before);
  });

  it('cannot be decided by the agent, nor consumed for anything else', async () => {
    const { request_id: id } = await agent.hitl.request({
      agent_id: 'shop',
      tool: { name: 'wire', arguments: { amount: 5 } },
    });
    await expect(agent.hitl.decide(id, 'approved')).rejects.toSatisfy((error) =>
      PermissionDeniedError.isInstance(error),
    );
    await person.hitl.decide(id, 'approved');
    await expect(agent.hitl.consume(id, { arguments: { amount: '5' } })).rejects.toSatisfy((error) =>
      ConflictError.isInstance(error),
    );
    expect(await agent.hitl.consume(id, { arguments: { amount: 5 } })).toMatchObject({ status: 'consumed' });
    await expect(agent.hitl.get('hitl-req-unknown')).rejects.toSatisfy((error) => NotFoundError.isInstance(error));
  });

  it('are all found by iterating, each once', async () => {
    for (let index = 0; index < 12; index++) {
      const tool = { name: 'many', arguments: { index } };
      const { request_id: id } = await agent.hitl.request({ agent_id: 'iterating', tool });
      await person.hitl.decide(id, index % 2 ? 'approved' : 'skipped');
    }
    const seen: unknown[] = [];
    for await (const { tool } of agent.hitl.iterate({ agent_id: 'iterating', limit: 5 }))
      seen.push(tool.arguments['index']);
    expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => index));
    expect(await person.hitl.stats()).toMatchObject({ decisions: { skipped: 6 } });
  });
});

async function firstPending() {
  for (;;) {
    const { data } = await person.hitl.pending();
    if (data[0]) return data[0];
  }
}
