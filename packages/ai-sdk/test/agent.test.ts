import { createRecorder, type FakeModelServer, startFakeModelServer } from '@agentaudit/testing/adapters';
import { createOpenAI } from '@ai-sdk/openai';
import type { AuditLog } from 'agentaudit-client';
import { embedMany, generateText, streamText, stepCountIs, tool } from 'ai';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';

import { agentAuditTelemetry } from '../src/index.ts';

let server: FakeModelServer;

beforeAll(async () => {
  server = await startFakeModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const openai = () => createOpenAI({ apiKey: 'sk-test', baseURL: `${server.url}/v1` });
const byAction = (logs: AuditLog[], action: string) => logs.filter((log) => log.action === action);

function setUp() {
  const recorder = createRecorder();
  const telemetry = { integrations: [agentAuditTelemetry({ client: recorder.client })], functionId: 'forecast' };
  return {
    ...recorder,
    common: { model: openai().chat('gpt-5'), prompt: 'Weather?', telemetry, stopWhen: stepCountIs(4) },
  };
}

const inputSchema = z.object({ city: z.string() });
const call = (name: string, input: object = { city: 'Paris' }) => ({
  toolCalls: [{ id: 'call_a', name, arguments: input }],
});

it('a run with tools is one tree, and what a tool logs is below the tool', async () => {
  const { client, logs, common } = setUp();
  const weather = tool({
    inputSchema,
    execute: async ({ city }) => {
      await Promise.resolve();
      client.log({ action: 'note' });
      return { sky: `sunny in ${city}` };
    },
  });
  server.reply(call('weather'), { text: 'It is sunny.' });
  await generateText({ ...common, tools: { weather } });
  const all = await logs();
  const [run] = byAction(all, 'agent_run');
  const [use] = byAction(all, 'tool_use');
  expect(run).toMatchObject({ response: 'It is sunny.', metadata: { name: 'forecast', finish_reason: 'stop' } });
  expect(use).toMatchObject({
    prompt: '{"city":"Paris"}',
    response: '{"sky":"sunny in Paris"}',
    parentSpanId: run?.id,
    metadata: { tool: 'weather', tool_call_id: 'call_a' },
  });
  expect(byAction(all, 'llm_call')).toMatchObject([
    { parentSpanId: run?.id, metadata: { finish_reason: 'tool_calls', tool_calls: [{ name: 'weather' }] } },
    { parentSpanId: run?.id, response: 'It is sunny.' },
  ]);
  expect(byAction(all, 'note')).toMatchObject([{ parentSpanId: use?.id, traceId: run?.traceId }]);
  expect(all).toHaveLength(5);
});

it('a tool that throws is an error', async () => {
  const { logs, common } = setUp();
  const broken = tool({
    inputSchema,
    execute(): string {
      throw new Error('The sensor is broken.');
    },
  });
  server.reply(call('broken'));
  await generateText({ ...common, tools: { broken } });
  expect(byAction(await logs(), 'tool_use')).toMatchObject([
    { status: 'error', metadata: { error: { type: 'Error', message: 'The sensor is broken.' } } },
  ]);
});

it('a call of an unknown tool, or with wrong arguments, is recorded as one that did not run', async () => {
  const { logs, common } = setUp();
  const weather = tool({ inputSchema, execute: () => 'x' });
  server.reply({
    toolCalls: [
      { id: 'call_a', name: 'no_such_tool', arguments: {} },
      { id: 'call_b', name: 'weather', arguments: { town: 'Paris' } },
    ],
  });
  await generateText({ ...common, tools: { weather } });
  const uses = byAction(await logs(), 'tool_use');
  expect(uses).toMatchObject([
    { status: 'error', metadata: { tool: 'no_such_tool', tool_call_id: 'call_a' } },
    { status: 'error', metadata: { tool: 'weather', tool_call_id: 'call_b' } },
  ]);
});

it('a request for the approval of the user is recorded', async () => {
  const { logs, common } = setUp();
  const deploy = tool({ inputSchema, execute: () => 'x' });
  server.reply(call('deploy'));
  await generateText({ ...common, tools: { deploy }, toolApproval: { deploy: 'user-approval' } });
  expect(byAction(await logs(), 'hitl_request')).toMatchObject([
    { prompt: '{"city":"Paris"}', metadata: { tool: 'deploy', tool_call_id: 'call_a' } },
  ]);
});

it('an abort is no error', async () => {
  const { logs, common } = setUp();
  server.reply({ text: 'one two three four', holdAfter: 3 });
  const abort = new AbortController();
  const result = streamText({ ...common, abortSignal: abort.signal });
  for await (const _ of result.textStream) abort.abort();
  const all = await logs();
  expect(byAction(all, 'agent_run')).toMatchObject([{ status: 'ok', metadata: { finish_reason: 'cancelled' } }]);
  expect(byAction(all, 'llm_call')).toMatchObject([{ status: 'ok', metadata: { finish_reason: 'cancelled' } }]);
});

it('a stream that its reader leaves is recorded when the client closes', async () => {
  const { client, logs, common } = setUp();
  server.reply({ text: 'one two three four', holdAfter: 3 });
  for await (const _ of streamText(common).textStream) break;
  await client.close();
  expect((await logs()).map(({ metadata }) => metadata?.['finish_reason'])).toEqual(['abandoned', 'abandoned']);
});

it('an embedding has its usage and no vector', async () => {
  const { logs, common } = setUp();
  await embedMany({ model: openai().embedding('embed'), values: ['a', 'b'], telemetry: common.telemetry });
  const [log, ...more] = await logs();
  expect(more).toEqual([]);
  expect(log).toMatchObject({
    action: 'embedding',
    prompt: '["a","b"]',
    response: null,
    metadata: { provider: 'openai', model: 'embed', tokens: 12 },
  });
});

it('a model call says whether its answer was streamed', async () => {
  const { logs, common } = setUp();
  await generateText(common);
  await streamText(common).consumeStream();
  const calls = byAction(await logs(), 'llm_call');
  expect(calls.map(({ metadata }) => metadata?.['stream'])).toEqual([false, true]);
});
