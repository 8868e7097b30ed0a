import {
  type AdapterUse,
  callOrder,
  createRecorder,
  describeAdapterContract,
  describeGateContract,
  type FakeModelServer,
  type GateUse,
  setUpGates,
} from '@agentaudit/testing/adapters';
import { Agent, OpenAIProvider, Runner, setTraceProcessors, setTracingDisabled, tool } from '@openai/agents';
import type { AgentAuditClient } from 'agentaudit-client';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
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

function createOrderTool(order: GateUse['order'], name = 'order') {
  const parameters = z.object({ item: z.string() });
  return tool({ name, description: 'Orders an item', parameters, execute: order, needsApproval: name !== 'order' });
}

const stage = setUpGates();

describeGateContract('OpenAI Agents', stage, {
  runsEdited: true,
  async buy({ model, order, options }) {
    const agent = new Agent({ name: 'Buyer', model: 'gpt-5', tools: [gateTool(createOrderTool(order), options)] });
    await createRunner(options.client, model).run(agent, 'Order.');
    return model.requests.at(-1)?.body ?? '';
  },
});

describe('a run', () => {
  it('is one tree of agents, models and tools', async () => {
    const { client, logs } = createRecorder();
    stage.model.reply(
      { toolCalls: [{ id: 'call_a', name: 'order', arguments: { item: 'paper' } }] },
      { text: 'Done.' },
    );
    await createRunner(client, stage.model).run(
      new Agent({ name: 'Buyer', model: 'gpt-5', tools: [createOrderTool(stage.order)] }),
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
    stage.model.reply({ toolCalls: [{ id: 'call_a', name: 'transfer_to_Seller', arguments: {} }] }, { text: 'Sold.' });
    await createRunner(client, stage.model).run(clerk, 'Sell.');
    const runs = (await logs()).filter(({ action }) => action === 'agent_run');
    expect(runs).toMatchObject([{ metadata: { name: 'Clerk' } }, { metadata: { name: 'Seller' }, response: 'Sold.' }]);
    expect(runs[0]?.traceId).toBe(runs[1]?.traceId);
  });

  it('has what a gate refused below the agent that wanted it', async () => {
    const gated = gateTool(createOrderTool(stage.order), { client: stage.audit.agent });
    stage.model.reply({ toolCalls: [callOrder('plutonium')] }, { text: 'Done.' });
    const agent = new Agent({ name: 'Buyer', model: 'gpt-5', tools: [gated] });
    await createRunner(stage.audit.agent, stage.model).run(agent, 'Order.');
    const logs = await stage.audit.logs();
    const blocked = logs.findLast(({ action, status }) => action === 'tool_use' && status === 'blocked');
    expect(blocked?.parentSpanId).toBe(logs.findLast(({ action }) => action === 'agent_run')?.id);
  });

  it('that stops for approval goes on in its trace with what was decided', async () => {
    const runner = createRunner(stage.audit.agent, stage.model);
    const careful = createOrderTool(stage.order, 'careful_order');
    const agent = new Agent({ name: 'Careful', model: 'gpt-5', tools: [careful] });
    const calls = ['a yacht', 'paper'].map((item) => ({
      id: `call_${crypto.randomUUID()}`,
      name: 'careful_order',
      arguments: { item },
    }));
    stage.model.reply({ toolCalls: calls }, { text: 'Done.' });
    const paused = await runner.run(agent, 'Order.');
    expect(paused.interruptions).toHaveLength(2);
    const deciding = decideInterruptions(paused, { client: stage.audit.agent });
    const decisions = [await stage.audit.decide('careful_order', { decision: 'rejected', operator_input: 'No.' })];
    decisions.push(await stage.audit.decide('careful_order', { decision: 'approved' }));
    const result = await runner.run(agent, await deciding);
    expect(result.finalOutput).toBe('Done.');
    expect(stage.ran).toEqual([decisions[1]?.tool.arguments]);
    const runs = (await stage.audit.logs()).filter(({ metadata }) => metadata?.['name'] === 'Careful');
    expect(new Set(runs.map(({ traceId }) => traceId)).size).toBe(1);
  });
});
