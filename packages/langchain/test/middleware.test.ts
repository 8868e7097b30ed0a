import {
  callOrder,
  createRecorder,
  describeGateContract,
  type GateUse,
  setUpGates,
} from '@agentaudit/testing/adapters';
import { Command, MemorySaver } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent, tool } from 'langchain';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

import { AgentAuditCallbackHandler, agentAuditMiddleware, type MiddlewareOptions } from '../src/index.ts';

const please = { messages: [{ role: 'user' as const, content: 'Please order.' }] };

function createBuyer(
  { model, order, options }: Omit<GateUse, 'item'> & { options: MiddlewareOptions },
  checkpointer?: MemorySaver,
) {
  const schema = z.object({ item: z.string() });
  return createAgent({
    model: new ChatOpenAI({ model: 'test', apiKey: 'k', configuration: { baseURL: `${model.url}/v1` } }),
    tools: [tool(order, { name: 'order', description: 'Orders an item', schema })],
    middleware: [agentAuditMiddleware(options)],
    ...(checkpointer && { checkpointer }),
  });
}

const toolMessages = (messages: { type: string; text: string }[]) =>
  messages.filter(({ type }) => type === 'tool').map(({ text }) => text);

const stage = setUpGates();

describeGateContract('LangChain 1', stage, {
  runsEdited: true,
  buy: async (use) => toolMessages((await createBuyer(use).invoke(please)).messages).join(),
});

const approveDear: MiddlewareOptions['approve'] = ({ arguments: args }) =>
  args['item'] !== 'paper' && { reason: 'It is dear.' };

/** A thread of its own, whose name is its trace. */
function newThread(options: Partial<MiddlewareOptions>, checkpointer?: MemorySaver) {
  const { model, audit, order } = stage;
  const thread = `thread-${crypto.randomUUID()}`;
  const callbacks = [new AgentAuditCallbackHandler({ client: audit.agent })];
  const logs = async () => (await audit.logs()).filter(({ traceId }) => traceId === thread);
  const agent = createBuyer({ model, order, options: { client: audit.agent, ...options } }, checkpointer);
  const config = { configurable: { thread_id: thread }, callbacks };
  return { run: (input: typeof please | Command) => agent.invoke(input as typeof please, config), logs };
}

describe('an agent in a thread', () => {
  it('runs the other tools when the rules forbid one', async () => {
    const { run, logs } = newThread({});
    stage.model.reply(
      { toolCalls: [callOrder('plutonium', 'call_bad'), callOrder('paper', 'call_good')] },
      { text: 'Sorry.' },
    );
    const { messages } = await run(please);
    expect(stage.ran).toEqual([{ item: 'paper' }]);
    expect(toolMessages(messages)).toEqual(['Blocked by guardrails: no plutonium', 'Ordered paper']);
    const uses = (await logs()).filter(({ action }) => action === 'tool_use');
    const statuses = uses.map(({ status, metadata }) => [metadata?.['tool_call_id'], status]);
    expect(Object.fromEntries(statuses)).toEqual({ call_bad: 'blocked', call_good: 'ok' });
  });

  it('has the whole of an approval in its trace', async () => {
    const { run, logs } = newThread({ approve: ['order'] });
    stage.model.reply({ toolCalls: [callOrder('a yacht')] }, { text: 'Done.' });
    const answer = run(please);
    await stage.audit.decide('order', { decision: 'approved' });
    await answer;
    const actions = (await logs()).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['hitl_request', 'hitl_decision', 'hitl_consume', 'tool_use']));
  });

  it('asks for approval call by call', async () => {
    const { run } = newThread({ approve: approveDear });
    stage.model.reply({ toolCalls: [callOrder('paper'), callOrder('a yacht')] }, { text: 'Done.' });
    const answer = run(please);
    const record = await stage.audit.decide('order', { decision: 'approved' });
    expect(record.tool.arguments).toEqual({ item: 'a yacht' });
    await answer;
    expect(stage.ran).toHaveLength(2);
  });

  it('can pause its graph until somebody has decided', async () => {
    const { run, logs } = newThread({ approve: true, pending: 'interrupt' }, new MemorySaver());
    stage.model.reply({ toolCalls: [callOrder('a yacht')] }, { text: 'Done.' });
    const paused = await run(please);
    expect(JSON.stringify((paused as { __interrupt__?: unknown }).__interrupt__)).toContain('agentaudit_approval');
    expect(stage.ran).toEqual([]);
    await stage.audit.decide('order', { decision: 'approved' });
    const { messages } = await run(new Command({ resume: true }));
    expect(toolMessages(messages)).toEqual(['Ordered a yacht']);
    const all = await logs();
    expect(all.filter(({ action }) => action === 'hitl_request')).toHaveLength(1);
    expect(all.filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  it('has its tools recorded by the middleware where there is no callback handler', async () => {
    const { client, logs } = createRecorder();
    const { model, order } = stage;
    model.reply({ toolCalls: [callOrder('paper', 'call_7')] }, { text: 'Done.' });
    await createBuyer({ model, order, options: { client, check: false } }).invoke(please);
    expect(await logs()).toMatchObject([
      {
        action: 'tool_use',
        prompt: '{"item":"paper"}',
        response: 'Ordered paper',
        metadata: { tool: 'order', tool_call_id: 'call_7', latency_ms: expect.any(Number) as unknown },
      },
    ]);
  });
});
