import {
  type AdapterUse,
  type AuditServer,
  createRecorder,
  describeAdapterContract,
  type FakeModelServer,
  startAuditServer,
  startFakeModelServer,
} from '@agentaudit/testing/adapters';
import { Agent, OpenAIProvider, Runner, setTraceProcessors, setTracingDisabled, tool } from '@openai/agents';
import type { AgentAuditClient } from 'agentaudit-client';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';

import { agentAuditTraceProcessor, decideInterruptions, gateTool } from '../src/index.ts';

// The SDK records nothing under test unless it is told to.
setTracingDisabled(false);

function createRunner(client: AgentAuditClient, model: FakeModelServer, useResponses = true): Runner {
  setTraceProcessors([agentAuditTraceProcessor({ client })]);
  const openAIClient = new OpenAI({ apiKey: 'k', baseURL: `${model.url}/v1`, maxRetries: 0 });
  return new Runner({ modelProvider: new OpenAIProvider({ openAIClient: openAIClient as never, useResponses }) });
}

const ask = (useResponses: boolean) => async (use: AdapterUse) => {
  const agent = new Agent({ name: 'Bot', model: 'test-model' });
  return (await createRunner(use.client, use.model, useResponses).run(agent, use.prompt)).finalOutput ?? '';
};

async function askStreaming({ client, model, prompt }: AdapterUse): Promise<string> {
  const agent = new Agent({ name: 'Bot', model: 'test-model' });
  const result = await createRunner(client, model).run(agent, prompt, { stream: true });
  let text = '';
  for await (const delta of result.toTextStream()) text += delta;
  await result.completed;
  return text;
}

describeAdapterContract('OpenAI Agents on responses', {
  provider: 'openai',
  streamsUsage: true,
  ask: ask(true),
  askStreaming,
});
describeAdapterContract('OpenAI Agents on chat completions', { provider: 'openai', ask: ask(false) });

const parameters = z.object({ item: z.string() });
const callOrder = (item: string) => ({
  toolCalls: [{ id: `call_${crypto.randomUUID()}`, name: 'order', arguments: { item } }],
});

describe('a run', () => {
  let model: FakeModelServer;
  let audit: AuditServer;
  const ran: unknown[] = [];
  const order = tool({
    name: 'order',
    description: 'Orders an item',
    parameters,
    execute(input) {
      ran.push(input);
      return `Ordered ${input.item}`;
    },
  });

  beforeAll(async () => {
    [model, audit] = await Promise.all([startFakeModelServer(), startAuditServer()]);
    await audit.forbid('plutonium');
  });
  afterAll(() => Promise.all([model.close(), audit.close()]));
  beforeEach(() => {
    model.reset();
    ran.length = 0;
  });

  it('is one tree of agents, models and tools', async () => {
    const { client, logs } = createRecorder();
    model.reply({ toolCalls: [{ id: 'call_a', name: 'order', arguments: { item: 'paper' } }] }, { text: 'Done.' });
    await createRunner(client, model).run(
      new Agent({ name: 'Buyer', model: 'gpt-5', tools: [order] }),
      'Paper, please.',
    );
    const all = await logs();
    const run = all.find(({ action }) => action === 'agent_run');
    expect(run).toMatchObject({ response: 'Done.', metadata: { name: 'Buyer', framework: 'openai-agents' } });
    expect(run?.traceId).toMatch(/^trace_/);
    expect(all.filter(({ parentSpanId }) => parentSpanId === run?.id)).toMatchObject([
      { action: 'llm_call', metadata: { tool_calls: [{ id: 'call_a', name: 'order' }], tokens: 20 } },
      {
        action: 'tool_use',
        prompt: '{"item":"paper"}',
        response: 'Ordered paper',
        metadata: { tool: 'order', tool_call_id: 'call_a' },
      },
      { action: 'llm_call', response: 'Done.' },
    ]);
    expect(all).toHaveLength(4);
  });

  it('hands over to another agent in the same trace', async () => {
    const { client, logs } = createRecorder();
    const seller = new Agent({ name: 'Seller', model: 'gpt-5' });
    const clerk = new Agent({ name: 'Clerk', model: 'gpt-5', handoffs: [seller] });
    model.reply({ toolCalls: [{ id: 'call_a', name: 'transfer_to_Seller', arguments: {} }] }, { text: 'Sold.' });
    await createRunner(client, model).run(clerk, 'Sell.');
    const runs = (await logs()).filter(({ action }) => action === 'agent_run');
    expect(runs).toMatchObject([{ metadata: { name: 'Clerk' } }, { metadata: { name: 'Seller' }, response: 'Sold.' }]);
    expect(runs[0]?.traceId).toBe(runs[1]?.traceId);
  });

  it('does not run what the rules forbid, and the model is told', async () => {
    const gated = gateTool(order, { client: audit.agent });
    model.reply(callOrder('plutonium'), callOrder('paper'), { text: 'Done.' });
    await createRunner(audit.agent, model).run(new Agent({ name: 'Buyer', model: 'gpt-5', tools: [gated] }), 'Order.');
    expect(ran).toEqual([{ item: 'paper' }]);
    expect(model.requests[1]?.body).toContain('Blocked by guardrails: no plutonium');
    const logs = await audit.logs();
    const blocked = logs.find(({ action, status }) => action === 'tool_use' && status === 'blocked');
    expect(blocked?.parentSpanId).toBe(logs.find(({ action }) => action === 'agent_run')?.id);
  });

  it('runs a tool with the arguments that a person approved', async () => {
    const gated = gateTool(order, { client: audit.agent, approve: true });
    model.reply(callOrder('a yacht'), { text: 'Done.' });
    const runner = createRunner(audit.agent, model);
    const answer = runner.run(new Agent({ name: 'Buyer', model: 'gpt-5', tools: [gated] }), 'Order.');
    await audit.decide('order', { decision: 'approved', edited_arguments: { item: 'a dinghy' } });
    await answer;
    expect(ran).toEqual([{ item: 'a dinghy' }]);
  });

  it('that stops for approval goes on in its trace with what was decided', async () => {
    const runner = createRunner(audit.agent, model);
    const careful = tool({
      name: 'careful_order',
      description: 'Orders',
      parameters,
      needsApproval: true,
      execute(input) {
        ran.push(input);
        return `Ordered ${input.item}`;
      },
    });
    const agent = new Agent({ name: 'Careful', model: 'gpt-5', tools: [careful] });
    const calls = ['a yacht', 'paper'].map((item) => ({
      id: `call_${crypto.randomUUID()}`,
      name: 'careful_order',
      arguments: { item },
    }));
    model.reply({ toolCalls: calls }, { text: 'Done.' });
    const paused = await runner.run(agent, 'Order.');
    expect(paused.interruptions).toHaveLength(2);
    const deciding = decideInterruptions(paused, { client: audit.agent });
    const decisions = [await audit.decide('careful_order', { decision: 'rejected', operator_input: 'No.' })];
    decisions.push(await audit.decide('careful_order', { decision: 'approved' }));
    const result = await runner.run(agent, await deciding);
    expect(result.finalOutput).toBe('Done.');
    expect(ran).toEqual([decisions[1]?.tool.arguments]);
    const runs = (await audit.logs()).filter(({ metadata }) => metadata?.['name'] === 'Careful');
    expect(new Set(runs.map(({ traceId }) => traceId)).size).toBe(1);
  });
});
