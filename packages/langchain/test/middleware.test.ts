import {
  type AuditServer,
  createRecorder,
  type FakeModelServer,
  startAuditServer,
  startFakeModelServer,
} from '@agentaudit/testing/adapters';
import { Command, MemorySaver } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent, tool } from 'langchain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';

import { AgentAuditCallbackHandler, agentAuditMiddleware, type MiddlewareOptions } from '../src/index.ts';

let model: FakeModelServer;
let audit: AuditServer;
const ran: unknown[] = [];

beforeAll(async () => {
  [model, audit] = await Promise.all([startFakeModelServer(), startAuditServer()]);
  await audit.forbid('plutonium');
});
afterAll(() => Promise.all([model.close(), audit.close()]));
beforeEach(() => {
  model.reset();
  ran.length = 0;
});

const order = tool(
  (input: { item: string }) => {
    ran.push(input);
    return `Ordered ${input.item}`;
  },
  { name: 'order', description: 'Orders an item', schema: z.object({ item: z.string() }) },
);

const callOrder = (id: string, item: string) => ({ id, name: 'order', arguments: { item } });
const please = { messages: [{ role: 'user' as const, content: 'Please order.' }] };

function createBuyer(options: Partial<MiddlewareOptions>, checkpointer?: MemorySaver) {
  return createAgent({
    model: new ChatOpenAI({ model: 'test', apiKey: 'k', configuration: { baseURL: `${model.url}/v1` } }),
    tools: [order],
    middleware: [agentAuditMiddleware({ client: audit.agent, ...options })],
    ...(checkpointer && { checkpointer }),
  });
}

const approveDear: MiddlewareOptions['approve'] = ({ arguments: args }) =>
  args['item'] !== 'paper' && { reason: 'It is dear.' };

/** A thread of its own, whose name is its trace. */
function newThread() {
  const thread = `thread-${crypto.randomUUID()}`;
  const callbacks = [new AgentAuditCallbackHandler({ client: audit.agent })];
  const logs = async () => (await audit.logs()).filter(({ traceId }) => traceId === thread);
  return { config: { configurable: { thread_id: thread }, callbacks }, logs };
}

const toolMessages = (messages: { type: string; text: string }[]) =>
  messages.filter(({ type }) => type === 'tool').map(({ text }) => text);

it('what the rules forbid does not run, and the model is told', async () => {
  const { config, logs } = newThread();
  model.reply({ toolCalls: [callOrder('call_bad', 'plutonium'), callOrder('call_good', 'paper')] }, { text: 'Sorry.' });
  const { messages } = await createBuyer({}).invoke(please, config);
  expect(ran).toEqual([{ item: 'paper' }]);
  expect(toolMessages(messages)).toEqual(['Blocked by guardrails: no plutonium', 'Ordered paper']);
  const uses = (await logs()).filter(({ action }) => action === 'tool_use');
  const statuses = uses.map(({ status, metadata }) => [metadata?.['tool_call_id'], status]);
  expect(Object.fromEntries(statuses)).toEqual({ call_bad: 'blocked', call_good: 'ok' });
});

describe('a tool that needs approval', () => {
  it('runs once it is approved, with the arguments that were', async () => {
    const { config, logs } = newThread();
    model.reply({ toolCalls: [callOrder('call_1', 'a yacht')] }, { text: 'Done.' });
    const answer = createBuyer({ approve: ['order'] }).invoke(please, config);
    await audit.decide('order', { decision: 'approved', edited_arguments: { item: 'a dinghy' } });
    expect(toolMessages((await answer).messages)).toEqual(['Ordered a dinghy']);
    expect(ran).toEqual([{ item: 'a dinghy' }]);
    const actions = (await logs()).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['hitl_request', 'hitl_decision', 'hitl_consume', 'tool_use']));
  });

  it('does not run when it is refused, and the model is told why', async () => {
    const { config } = newThread();
    model.reply({ toolCalls: [callOrder('call_2', 'a yacht')] }, { text: 'Pity.' });
    const answer = createBuyer({ approve: true }).invoke(please, config);
    await audit.decide('order', { decision: 'rejected', operator_input: 'Too dear.' });
    expect(toolMessages((await answer).messages)).toEqual(['order was not approved (rejected): Too dear.']);
    expect(ran).toEqual([]);
  });

  it('is chosen call by call', async () => {
    const { config } = newThread();
    model.reply({ toolCalls: [callOrder('call_3', 'paper'), callOrder('call_4', 'a yacht')] }, { text: 'Done.' });
    const answer = createBuyer({ approve: approveDear }).invoke(please, config);
    const record = await audit.decide('order', { decision: 'approved' });
    expect(record.tool.arguments).toEqual({ item: 'a yacht' });
    await answer;
    expect(ran).toHaveLength(2);
  });

  it('can pause its graph until somebody has decided', async () => {
    const { config, logs } = newThread();
    model.reply({ toolCalls: [callOrder('call_5', 'a yacht')] }, { text: 'Done.' });
    const agent = createBuyer({ approve: true, pending: 'interrupt' }, new MemorySaver());
    const paused = await agent.invoke(please, config);
    expect(JSON.stringify((paused as { __interrupt__?: unknown }).__interrupt__)).toContain('agentaudit_approval');
    expect(ran).toEqual([]);
    await audit.decide('order', { decision: 'approved' });
    const { messages } = await agent.invoke(new Command({ resume: true }), config);
    expect(toolMessages(messages)).toEqual(['Ordered a yacht']);
    const all = await logs();
    expect(all.filter(({ action }) => action === 'hitl_request')).toHaveLength(1);
    expect(all.filter(({ status }) => status !== 'ok')).toEqual([]);
  });
});

it('without rules to ask, nothing runs', async () => {
  const { client } = createRecorder();
  model.reply({ toolCalls: [callOrder('call_6', 'paper')] });
  await expect(createBuyer({ client }).invoke(please)).rejects.toThrow('No such route');
  expect(ran).toEqual([]);
});

it('without the callback handler, the middleware records the tools', async () => {
  const { client, logs } = createRecorder();
  model.reply({ toolCalls: [callOrder('call_7', 'paper')] }, { text: 'Done.' });
  await createBuyer({ client, check: false }).invoke(please);
  expect(await logs()).toMatchObject([
    {
      action: 'tool_use',
      prompt: '{"item":"paper"}',
      response: 'Ordered paper',
      metadata: { tool: 'order', tool_call_id: 'call_7', latency_ms: expect.any(Number) as unknown },
    },
  ]);
});
