import { createRecorder, type FakeModelServer, startFakeModelServer } from '@agentaudit/testing/adapters';
import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import { RunnableLambda } from '@langchain/core/runnables';
import { Command, interrupt, MemorySaver } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import type { AuditLog } from 'agentaudit-client';
import { createAgent, tool } from 'langchain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';

import { agentAuditMiddleware, AgentAuditCallbackHandler } from '../src/index.ts';

let server: FakeModelServer;

beforeAll(async () => {
  server = await startFakeModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const connect = () =>
  new ChatOpenAI({
    model: 'test-model',
    apiKey: 'sk-test',
    maxRetries: 0,
    configuration: { baseURL: `${server.url}/v1` },
  });

const city = z.object({ city: z.string() });
const weather = tool(({ city: where }) => `Sunny in ${where}`, { name: 'get_weather', description: 'x', schema: city });
const broken = tool(
  () => {
    throw new Error('The sensor is broken.');
  },
  { name: 'broken', description: 'x', schema: z.object({}) },
);
const deploy = tool(({ city: where }) => `${interrupt({ ask: `Deploy to ${where}?` })}`, {
  name: 'deploy',
  description: 'x',
  schema: city,
});

const callWeather = { toolCalls: [{ id: 'call_a', name: 'get_weather', arguments: { city: 'Paris' } }] };
const ask = { messages: [{ role: 'user' as const, content: 'Weather?' }] };

const byAction = (logs: AuditLog[], action: string) => logs.filter((log) => log.action === action);

it('an agent run is one tree: run, model calls and tools, with the ids of the runs', async () => {
  const { client, logs } = createRecorder();
  server.reply(callWeather, { text: 'It is sunny.' });
  const agent = createAgent({ model: connect(), tools: [weather], name: 'meteorologist' });
  await agent.invoke(ask, {
    callbacks: [new AgentAuditCallbackHandler({ client })],
    metadata: { userId: 'user-7', agentId: 'agent-7' },
  });
  const all = await logs();
  expect(all.map(({ action }) => action).toSorted()).toEqual(['agent_run', 'llm_call', 'llm_call', 'tool_use']);
  const [run] = byAction(all, 'agent_run');
  expect(run).toMatchObject({
    prompt: JSON.stringify(ask),
    response: 'It is sunny.',
    agentId: 'agent-7',
    userId: 'user-7',
    metadata: { name: 'meteorologist', framework: 'langchain' },
  });
  for (const log of all.filter(({ id }) => id !== run?.id)) {
    expect(log).toMatchObject({ traceId: run?.traceId, parentSpanId: run?.id, agentId: 'agent-7' });
  }
  expect(byAction(all, 'tool_use')).toMatchObject([
    {
      prompt: '{"city":"Paris"}',
      response: 'Sunny in Paris',
      metadata: { tool: 'get_weather', tool_call_id: 'call_a' },
    },
  ]);
  expect(byAction(all, 'llm_call')).toMatchObject([
    { metadata: { tool_calls: [{ id: 'call_a', name: 'get_weather', arguments: '{"city":"Paris"}' }] } },
    { response: 'It is sunny.' },
  ]);
});

it('an agent that is a tool of another is a run below it', async () => {
  const { client, logs } = createRecorder();
  const inner = createAgent({ model: connect(), tools: [], name: 'inner' });
  const asks = tool(async (_input, config) => (await inner.invoke(ask, config)).messages.at(-1)?.text ?? '', {
    name: 'ask_inner',
    description: 'x',
    schema: z.object({}),
  });
  server.reply(
    { toolCalls: [{ id: 'call_a', name: 'ask_inner', arguments: {} }] },
    { text: 'inner says' },
    { text: 'done' },
  );
  const outer = createAgent({ model: connect(), tools: [asks], name: 'outer' });
  await outer.invoke(ask, { callbacks: [new AgentAuditCallbackHandler({ client })] });
  const all = await logs();
  const named = (name: string) => byAction(all, 'agent_run').find(({ metadata }) => metadata?.['name'] === name);
  const [toolUse] = byAction(all, 'tool_use');
  expect(toolUse?.parentSpanId).toBe(named('outer')?.id);
  expect(named('inner')?.parentSpanId).toBe(toolUse?.id);
  expect(all.find(({ response, action }) => action === 'llm_call' && response === 'inner says')?.parentSpanId).toBe(
    named('inner')?.id,
  );
});

it('a tool that throws is an error of the tool, and not of the run that goes on', async () => {
  const { client, logs } = createRecorder();
  server.reply({ toolCalls: [{ id: 'call_a', name: 'broken', arguments: {} }] });
  const agent = createAgent({ model: connect(), tools: [broken] });
  await agent.invoke(ask, { callbacks: [new AgentAuditCallbackHandler({ client })] });
  const all = await logs();
  const error = { type: 'Error', message: 'The sensor is broken.' };
  expect(byAction(all, 'tool_use')).toMatchObject([{ status: 'error', metadata: { error } }]);
  expect(byAction(all, 'agent_run')).toMatchObject([{ status: 'ok' }]);
});

it('a model that fails is an error of the run too', async () => {
  const { client, logs } = createRecorder();
  server.reply({ status: 400, error: { type: 'invalid', message: 'No.' } });
  const agent = createAgent({ model: connect(), tools: [weather] });
  const config = { callbacks: [new AgentAuditCallbackHandler({ client })] };
  await expect(agent.invoke(ask, config)).rejects.toThrow('No.');
  expect(await logs()).toMatchObject([
    { action: 'llm_call', status: 'error', metadata: { error: { status: 400 } } },
    { action: 'agent_run', status: 'error', metadata: { error: { status: 400 } } },
  ]);
});

it('calls that never reach a tool are recorded by the middleware', async () => {
  const { client, logs } = createRecorder();
  server.reply({
    toolCalls: [
      { id: 'call_a', name: 'get_weather', arguments: { town: 'Paris' } },
      { id: 'call_b', name: 'no_such_tool', arguments: {} },
      { id: 'call_c', name: 'get_weather', arguments: { city: 'Rome' } },
    ],
  });
  const middleware = [agentAuditMiddleware({ client, check: false })];
  const agent = createAgent({ model: connect(), tools: [weather], middleware });
  await agent.invoke(ask, { callbacks: [new AgentAuditCallbackHandler({ client })] }).catch(() => {});
  const uses = byAction(await logs(), 'tool_use');
  const [run] = byAction(await logs(), 'agent_run');
  const of = (id: string) => uses.filter(({ metadata }) => metadata?.['tool_call_id'] === id);
  expect(of('call_a')).toMatchObject([{ status: 'error', prompt: '{"town":"Paris"}', parentSpanId: run?.id }]);
  expect(of('call_b')).toMatchObject([{ status: 'error', metadata: { tool: 'no_such_tool' }, parentSpanId: run?.id }]);
  expect(of('call_c')).toMatchObject([{ status: 'ok', response: 'Sunny in Rome' }]);
});

it('an interrupt is a request for approval and its answer a decision, in one trace, and no error', async () => {
  const { client, logs } = createRecorder();
  server.reply({ toolCalls: [{ id: 'call_a', name: 'deploy', arguments: { city: 'Rome' } }] }, { text: 'Deployed.' });
  const agent = createAgent({ model: connect(), tools: [deploy], checkpointer: new MemorySaver() });
  const config = { configurable: { thread_id: 'thread-1' }, callbacks: [new AgentAuditCallbackHandler({ client })] };
  await agent.invoke(ask, config);
  await agent.invoke(new Command({ resume: 'yes' }), config);
  const all = await logs();
  expect(all.filter(({ status }) => status === 'error')).toEqual([]);
  expect(new Set(all.map(({ traceId }) => traceId))).toEqual(new Set(['thread-1']));
  expect(byAction(all, 'hitl_request')).toMatchObject([{ prompt: '{"ask":"Deploy to Rome?"}' }]);
  expect(byAction(all, 'hitl_decision')).toMatchObject([{ response: 'yes' }]);
  expect(byAction(all, 'tool_use')).toMatchObject([
    { metadata: { finish_reason: 'interrupted' } },
    { response: 'yes', status: 'ok' },
  ]);
  expect(byAction(all, 'agent_run')).toMatchObject([{}, { response: 'Deployed.', metadata: { resumed: true } }]);
});

it('a stream that its reader leaves is recorded as abandoned when the client closes', async () => {
  const { client, logs } = createRecorder();
  server.reply({ text: 'one two three', holdAfter: 3 });
  const stream = await connect().stream('Hi', { callbacks: [new AgentAuditCallbackHandler({ client })] });
  for await (const _ of stream) break;
  expect(await logs()).toEqual([]);
  await client.close();
  expect(await logs()).toMatchObject([{ action: 'llm_call', metadata: { finish_reason: 'abandoned' } }]);
});

it('and by a flush, when nothing has come of it for long', async () => {
  const { client, logs } = createRecorder();
  server.reply({ text: 'one two three', holdAfter: 3 });
  const handler = new AgentAuditCallbackHandler({ client, abandonAfterMs: 0 });
  for await (const _ of await connect().stream('Hi', { callbacks: [handler] })) break;
  expect(await logs()).toMatchObject([{ metadata: { finish_reason: 'abandoned' } }]);
});

it('an abort is no error', async () => {
  const { client, logs } = createRecorder();
  server.reply({ holdAfter: 0 });
  const abort = new AbortController();
  const config = { callbacks: [new AgentAuditCallbackHandler({ client })], signal: abort.signal };
  const answer = connect().invoke('Hi', config);
  while (server.requests.length === 0) await new Promise(setImmediate);
  abort.abort();
  await expect(answer).rejects.toThrow(/abort/i);
  await server.requests[0]?.closed;
  await client.close();
  expect(await logs()).toMatchObject([{ status: 'ok', metadata: { finish_reason: 'cancelled' } }]);
});

it('a retriever leaves what was asked and what was found', async () => {
  class Library extends BaseRetriever {
    override lc_namespace = ['test'];
    override _getRelevantDocuments(query: string) {
      return Promise.resolve([new Document({ pageContent: `about ${query}`, metadata: { page: 3 } })]);
    }
  }
  const { client, logs } = createRecorder();
  const chain = RunnableLambda.from((question: string) => question).pipe(new Library());
  await chain.invoke('whales', { callbacks: [new AgentAuditCallbackHandler({ client })] });
  const all = await logs();
  const [run] = byAction(all, 'agent_run');
  expect(byAction(all, 'retrieval')).toMatchObject([
    { prompt: 'whales', response: '[{"pageContent":"about whales","metadata":{"page":3}}]', parentSpanId: run?.id },
  ]);
});

it('a run below an open span belongs to it, whatever thread it is on', async () => {
  const { client, logs } = createRecorder();
  await client.trace('mine', () =>
    connect().invoke('Hi', { callbacks: [new AgentAuditCallbackHandler({ client })], metadata: { thread_id: 't' } }),
  );
  const [call, mine] = await logs();
  expect(call).toMatchObject({ parentSpanId: mine?.id, traceId: mine?.traceId, sessionId: 't' });
});

it('a model call says whether its answer was streamed, and how long it took, also when it failed', async () => {
  const { client, logs } = createRecorder();
  const use = { callbacks: [new AgentAuditCallbackHandler({ client })] };
  await connect().invoke('Hi', use);
  for await (const _ of await connect().stream('Hi', use));
  server.reply({ status: 400, error: { type: 'invalid_request_error', message: 'No such thing.' } });
  await expect(connect().invoke('Hi', use)).rejects.toThrow('No such thing.');
  const took: unknown = expect.any(Number);
  expect(byAction(await logs(), 'llm_call').map(({ status, metadata }) => ({ status, metadata }))).toMatchObject([
    { status: 'ok', metadata: { stream: false, latency_ms: took } },
    { status: 'ok', metadata: { stream: true, latency_ms: took } },
    { status: 'error', metadata: { stream: false, latency_ms: took } },
  ]);
});
