import { describe, expect, it } from 'vitest';

import { AgentAudit, AgentAuditClient, DroppedError, ValidationError } from '../src/index.ts';
import { batchesOf, createPair, unhandledDuring } from './clients.ts';

describe('log', () => {
  it('works as the quickstart prints it', async () => {
    const { client, server } = createPair();
    const stored = await client.log({
      action: 'llm_call',
      prompt: 'Summarise the latest sales report',
      response: 'Q1 revenue was $2.4M...',
      metadata: { model: 'gpt-4o', tokens: 340 },
    });
    expect(stored).toMatchObject({
      action: 'llm_call',
      prompt: 'Summarise the latest sales report',
      metadata: { model: 'gpt-4o', tokens: 340 },
      enforcementAction: 'allow',
      violations: [],
    });
    expect(server.logs).toEqual([stored]);
    expect(AgentAudit).toBe(AgentAuditClient);
  });

  it('returns an id at once, which a later log may name as its parent', async () => {
    const { client, server } = createPair();
    const parent = client.log({ action: 'llm_start' });
    const child = client.log({ action: 'tool_use', parentSpanId: parent.id });
    expect(server.requests).toHaveLength(0);
    await client.flush();
    expect(server.logs.map(({ id, parentSpanId }) => ({ id, parentSpanId }))).toEqual([
      { id: parent.id, parentSpanId: null },
      { id: child.id, parentSpanId: parent.id },
    ]);
  });

  it('records what the caller passed, not what became of it later', async () => {
    const { client, server } = createPair();
    const metadata = { nested: { secret: 'before' } };
    const messages = [{ role: 'user', content: 'before' }];
    client.log({ action: 'llm_call', prompt: messages, metadata });
    metadata.nested.secret = 'after';
    messages[0]!.content = 'after';
    await client.flush();
    expect(server.logs[0]).toMatchObject({
      prompt: '[{"role":"user","content":"before"}]',
      metadata: { nested: { secret: 'before' } },
    });
  });

  it('counts its entries, so that gaps can be shown', async () => {
    const { client, server } = createPair();
    for (let index = 0; index < 120; index++) client.log({ action: 'step' });
    await client.flush();
    expect(server.logs.map(({ source }) => source?.seq)).toEqual(Array.from({ length: 120 }, (_, index) => index));
    expect(new Set(server.logs.map(({ source }) => source?.instanceId)).size).toBe(1);
  });

  it('fills in the agent and metadata that the client was made with', async () => {
    const { client, server } = createPair({ agentId: 'writer', metadata: { release: 'r1', model: 'none' } });
    client.log({ action: 'a', metadata: { model: 'gpt-4o' } });
    client.log({ action: 'b', agentId: 'reader' });
    await client.flush();
    expect(server.logs[0]).toMatchObject({ agentId: 'writer', metadata: { release: 'r1', model: 'gpt-4o' } });
    expect(server.logs[1]).toMatchObject({ agentId: 'reader', metadata: { release: 'r1' } });
  });

  it('can be awaited after the log was sent', async () => {
    const { client } = createPair();
    const handle = client.log({ action: 'step' });
    await client.flush();
    expect(await handle).toMatchObject({ id: handle.id, action: 'step' });
  });

  it('gives everyone who awaits a handle the same log', async () => {
    const { client, server } = createPair();
    const handle = client.log({ action: 'step' });
    const [one, two] = await Promise.all([handle, handle.then((log) => log)]);
    expect(one).toBe(two);
    expect(server.requests).toHaveLength(1);
  });

  it('sends logs that are awaited together in one request', async () => {
    const { client, server } = createPair();
    await Promise.all(Array.from({ length: 50 }, () => client.log({ action: 'step' })));
    expect(server.requests).toHaveLength(1);
  });

  it('rejects for those who await a refused log, and for nobody else', async () => {
    const { client } = createPair();
    const id = client.log({ action: 'first' }).id;
    await client.flush();
    const unhandled = await unhandledDuring(async () => {
      client.log({ action: 'other', id });
      await client.flush();
    });
    expect(unhandled).toEqual([]);
    await expect(client.log({ action: 'another', id })).rejects.toMatchObject({ status: 409, code: 'id_conflict' });
  });

  it('drops what is logged after close', async () => {
    const { client, server } = createPair();
    await client.close();
    const handle = client.log({ action: 'late' });
    await expect(handle).rejects.toSatisfy((error) => DroppedError.isInstance(error) && error.reason === 'closed');
    expect(server.logs).toHaveLength(0);
  });
});

describe('logBatch', () => {
  it('gives the ids in order, any number of them', async () => {
    const { client, server } = createPair();
    const ids = await client.logBatch(Array.from({ length: 130 }, (_, index) => ({ action: `step-${index}` })));
    expect(server.logs.map(({ id }) => id)).toEqual(ids);
    expect(server.logs.map(({ action }) => action)).toEqual(ids.map((_, index) => `step-${index}`));
    expect(batchesOf(server).map(({ length }) => length)).toEqual([50, 50, 30]);
  });

  it('ties entries together by ref and parentRef', async () => {
    const { client, server } = createPair();
    const handle = client.logBatch([
      { action: 'tool_use', parentRef: 'call' },
      { action: 'llm_start', ref: 'call' },
    ]);
    await handle;
    expect(server.logs[0]?.parentSpanId).toBe(handle.ids[1]);
  });

  it('rejects when one of them is refused', async () => {
    const { client, server } = createPair();
    server.respondWith(({ body }) =>
      body.includes('"bad"')
        ? {
            status: 400,
            body: { error: 'no', status: 400, code: 'validation_error', details: [{ index: 1, message: 'no' }] },
          }
        : undefined,
    );
    const handle = client.logBatch([{ action: 'good' }, { action: 'bad' }, { action: 'good' }]);
    await expect(handle).rejects.toSatisfy((error) => ValidationError.isInstance(error));
    await client.flush();
    expect(server.logs.map(({ action }) => action)).toEqual(['good', 'good', 'audit.gap']);
  });
});
