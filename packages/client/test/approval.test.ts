import { describe, expect, it } from 'vitest';

import {
  AgentAuditClient,
  ApprovalDeniedError,
  ApprovalPendingError,
  ConnectionError,
  GuardrailBlockedError,
  type HitlRecord,
} from '../src/index.ts';
import { createPair, createRecorder, until } from './clients.ts';
import { HitlDesk } from './hitl-desk.ts';

interface Refund {
  order: string;
  amount: number;
}

function setUp(
  decide: (desk: HitlDesk, record: HitlRecord) => void = (desk, record) => desk.decide(record, 'approved'),
) {
  const desk = new HitlDesk();
  desk.onRequest = (record) => decide(desk, record);
  const client = new AgentAuditClient({
    apiKey: 'aa_key',
    baseUrl: 'http://desk',
    agentId: 'shop',
    fetch: desk.fetch,
    logger: false,
  });
  const runs: Refund[] = [];
  async function refund(input: Refund, note = ''): Promise<string> {
    runs.push(input);
    return `refunded ${input.amount}${note}`;
  }
  return { desk, client, runs, refund };
}

const order = { order: 'o1', amount: 50 };

describe('requireApproval', () => {
  it('runs the function once it is approved, and keeps what it is', async () => {
    const { desk, client, runs, refund } = setUp();
    const safe = client.requireApproval(refund, { reason: ({ amount }) => `refund ${amount}`, timeoutSeconds: 60 });
    expect(safe.name).toBe('refund');
    expect(await client.trace('run', { traceId: 't1' }, () => safe(order, '!'))).toBe('refunded 50!');
    expect(runs).toEqual([order]);
    expect([...desk.records.values()][0]?.metadata['body']).toMatchObject({
      agent_id: 'shop',
      tool: { name: 'refund', arguments: order },
      reason: 'refund 50',
      trace_id: 't1',
      parent_span_id: expect.stringMatching(/^log_/),
      timeout_seconds: 60,
    });
  });

  it('runs with what the person made of the arguments', async () => {
    const { client, runs, refund } = setUp((desk, record) =>
      desk.decide(record, 'approved', { order: 'o1', amount: 20 }),
    );
    expect(await client.requireApproval(refund)(order)).toBe('refunded 20');
    expect(runs).toEqual([{ order: 'o1', amount: 20 }]);
  });

  it('runs with what was approved, whatever the caller changes meanwhile', async () => {
    const { client, runs, refund } = setUp();
    const mine = { ...order };
    const done = client.requireApproval(refund)(mine);
    mine.amount = 5000;
    await done;
    expect(runs).toEqual([order]);
  });

  it.each(['rejected', 'skipped', 'timeout', 'cancelled'] as const)('does not run what is %s', async (status) => {
    const { client, runs, refund } = setUp((desk, record) => desk.decide(record, status));
    const error: unknown = await client
      .requireApproval(refund)(order)
      .catch((thrown: unknown) => thrown);
    expect(ApprovalDeniedError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ outcome: status, ...(status === 'rejected' && { reason: 'too much' }) });
    expect(runs).toEqual([]);
  });

  it('waits out lost answers without running twice', async () => {
    const { desk, client, runs, refund } = setUp();
    desk.lose = new Set(['requests', 'consume']);
    expect(await client.requireApproval(refund)(order)).toBe('refunded 50');
    expect(runs).toHaveLength(1);
    expect(desk.records.size).toBe(1);
  });

  it('goes on after a crash with the request of the same key, and never runs one approval twice', async () => {
    const { desk, client, runs, refund } = setUp(() => {});
    const options = { idempotencyKey: ({ order: id }: Refund) => `refund-${id}`, mode: 'throw' } as const;
    const safe = client.requireApproval(refund, options);
    const pending: unknown = await safe(order).catch((thrown: unknown) => thrown);
    expect(ApprovalPendingError.isInstance(pending)).toBe(true);
    const [record] = desk.records.values();
    expect(pending).toMatchObject({ requestId: record?.request_id });

    desk.decide(record as HitlRecord, 'approved');
    expect(await safe(order)).toBe('refunded 50');
    await expect(safe(order)).rejects.toMatchObject({ outcome: 'unusable' });
    expect(runs).toHaveLength(1);
  });

  it('lets one of many at once run', async () => {
    const { client, runs, refund } = setUp();
    const safe = client.requireApproval(refund, { idempotencyKey: 'once' });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => safe(order)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(runs).toHaveLength(1);
  });

  it('asks only when asked to, and asks when that question fails', async () => {
    const { desk, client, refund } = setUp();
    const safe = client.requireApproval(refund, {
      when: ({ amount }) => {
        if (amount < 0) throw new Error('bug');
        return amount > 100;
      },
    });
    await safe(order);
    expect(desk.records.size).toBe(0);
    await safe({ order: 'o1', amount: 200 });
    await safe({ order: 'o1', amount: -1 });
    expect(desk.records.size).toBe(2);
  });

  it('does not run when the server cannot be reached, or the caller gives up', async () => {
    const { runs, refund } = setUp();
    const offline = new AgentAuditClient({
      baseUrl: 'http://off',
      maxRetries: 0,
      fetch: () => Promise.reject(new TypeError('off')),
    });
    await expect(offline.requireApproval(refund)(order)).rejects.toSatisfy((error) =>
      ConnectionError.isInstance(error),
    );
    const { client } = setUp(() => {});
    const reason = new Error('enough');
    await expect(client.requireApproval(refund, { signal: AbortSignal.abort(reason) })(order)).rejects.toBe(reason);
    expect(runs).toEqual([]);
  });

  it('can be tried without a server', async () => {
    const { desk, client, refund } = setUp();
    expect(await client.requireApproval(refund, { dryRun: 'approve' })(order)).toBe('refunded 50');
    await expect(client.requireApproval(refund, { dryRun: 'timeout' })(order)).rejects.toMatchObject({
      outcome: 'timeout',
    });
    expect(desk.records.size).toBe(0);
  });
});

describe('gate', () => {
  const verdict = { allowed: true, enforcementAction: 'allow', violations: [], content: {}, auditLogId: 'log_1' };
  const call = { name: 'send_email', arguments: { to: 'a@b.c' }, agentId: 'writer' };

  it('asks the rules before the effect', async () => {
    const { client, seen } = createRecorder(Response.json(verdict));
    expect(await client.gate(call, {}, (args) => Object.keys(args))).toEqual(['to']);
    expect(seen.map(({ path, body }) => ({ path, body }))).toEqual([
      {
        path: '/api/v1/guardrails/check',
        body: { action: 'tool_use', agentId: 'writer', prompt: '{"to":"a@b.c"}', metadata: { tool: 'send_email' } },
      },
    ]);
  });

  it('does not run what they block', async () => {
    const violations = [{ ruleName: 'No e-mail' }, { ruleName: 'No e-mail' }];
    const { client } = createRecorder(Response.json({ ...verdict, allowed: false, violations }));
    const error: unknown = await client.gate(call, { approval: true }, () => 'ran').catch((thrown: unknown) => thrown);
    expect(GuardrailBlockedError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ message: 'Blocked by guardrails: No e-mail', verdict: { allowed: false } });
  });

  it('does not run when they cannot be asked, unless told so', async () => {
    await expect(createRecorder(...away()).client.gate(call, {}, () => 'ran')).rejects.toSatisfy((error) =>
      ConnectionError.isInstance(error),
    );
    expect(await createRecorder(...away()).client.gate(call, { onUnavailable: 'allow' }, () => 'ran')).toBe('ran');
    const forbidden = Response.json({ error: 'no', status: 403, code: 'forbidden' }, { status: 403 });
    await expect(
      createRecorder(forbidden).client.gate(call, { onUnavailable: 'allow' }, () => 'ran'),
    ).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe('hitl.iterate', () => {
  it('gives every record once while others are added', async () => {
    const { client, seen } = createRecorder(page([1, 2], true), page([2, 3], true), page([4], false));
    const ids: string[] = [];
    for await (const record of client.hitl.iterate({ agent_id: 'a' })) ids.push(record.request_id);
    expect(ids).toEqual(['hitl-req-1', 'hitl-req-2', 'hitl-req-3', 'hitl-req-4']);
    expect(seen[1]?.path).toBe('/api/v1/agents/hitl/audit?sort_order=asc&agent_id=a&page=2');
  });
});

describe('hitl.wait', () => {
  it('never takes running out of time for an approval', async () => {
    const { client } = createRecorder();
    await expect(client.hitl.wait('hitl-req-1', { timeoutMs: 0 })).resolves.not.toMatchObject({ status: 'approved' });
    const { desk, client: patient } = setUp(() => {});
    const { request_id: id } = await patient.hitl.request({ agent_id: 'a', tool: { name: 't', arguments: {} } });
    await expect(patient.hitl.wait(id, { timeoutMs: 5 })).rejects.toMatchObject({ name: 'TimeoutError' });
    desk.decide(desk.records.get(id) as HitlRecord, 'timeout');
    expect(await patient.hitl.wait(id)).toMatchObject({ status: 'timeout' });
  });

  it('asks a server that does not hold its answers a few times a second', async () => {
    const { client, seen } = createRecorder(...Array.from({ length: 50 }, () => stillPending()));
    await expect(client.hitl.wait('hitl-req-1', { timeoutMs: 300 })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(seen.length).toBeLessThan(5);
  });

  it('ends with the client, and the tool does not run', async () => {
    const { desk, client, runs, refund } = setUp(() => {});
    const asked = client.requireApproval(refund)(order);
    await until(() => desk.records.size > 0);
    const { client: unanswered, server } = createPair();
    server.respondWith(() => new Promise(() => {}));
    const waiting = unanswered.hitl.wait('hitl-req-1', { signal: new AbortController().signal });
    await Promise.all([client.close(), unanswered.close()]);
    await expect(asked).rejects.toThrow('The client is closed');
    await expect(waiting).rejects.toThrow('The client is closed');
    await expect(client.hitl.wait('hitl-req-1')).rejects.toThrow('The client is closed');
    expect(runs).toEqual([]);
  });
});

describe('events', () => {
  it('come as they happen, and go on after a lost connection where they were', async () => {
    const { client, seen } = createRecorder(
      stream(': hello\n\nid: 1\nevent: audit_log\ndata: {"id":"log_1"}\n\nid: 2\nevent: alert\ndata: {"id"'),
      stream('id: 2\nevent: alert\ndata: {"id":"alert_1"}\n\n'),
    );
    const events = [];
    for await (const event of client.events({ lastEventId: '0' })) {
      events.push(event);
      if (events.length === 2) break;
    }
    expect(events).toEqual([
      { id: '1', type: 'audit_log', data: { id: 'log_1' } },
      { id: '2', type: 'alert', data: { id: 'alert_1' } },
    ]);
    expect(seen.map(({ headers }) => headers['last-event-id'])).toEqual(['0', '1']);
  });

  it('end with their signal', async () => {
    const abort = new AbortController();
    const { client } = createRecorder(new Response('', { status: 503 }));
    setTimeout(() => abort.abort(), 10);
    for await (const _ of client.events({ signal: abort.signal })) throw new Error('nothing happened');
    expect(abort.signal.aborted).toBe(true);
  });

  it('end with their client', async () => {
    const { client } = createRecorder(new Response('', { status: 503 }));
    setTimeout(() => void client.close(), 10);
    const events = [];
    for await (const event of client.events()) events.push(event);
    expect(events).toEqual([]);
  });
});

function away() {
  return [new TypeError('away'), new TypeError('away'), new TypeError('away')];
}

function stillPending() {
  return Response.json({ data: { request_id: 'hitl-req-1', status: 'pending' } });
}

function page(ids: number[], hasNext: boolean) {
  return Response.json({ data: ids.map((id) => ({ request_id: `hitl-req-${id}` })), has_next: hasNext });
}

function stream(text: string) {
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
}
