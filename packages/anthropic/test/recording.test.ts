import Anthropic from '@anthropic-ai/sdk';
import {
  collect,
  createRecorder,
  type FakeModelServer,
  type Scenario,
  startFakeModelServer,
} from '@agentaudit/testing/adapters';
import type { AuditLog } from 'agentaudit-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { wrapAnthropic } from '../src/index.ts';
import { scenarios } from './scenarios.ts';

let server: FakeModelServer;

beforeAll(async () => {
  server = await startFakeModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

function setUp() {
  const recorder = createRecorder();
  const plain = new Anthropic({ apiKey: 'key', baseURL: server.url });
  return { ...recorder, anthropic: wrapAnthropic(plain, { client: recorder.client }) };
}

/** The logs that a scenario leaves. */
async function record(name: string): Promise<AuditLog[]> {
  const { anthropic, logs } = setUp();
  const { replies = [], run } = scenarios[name] as Scenario<Anthropic>;
  server.reply(...replies);
  await run(anthropic, server).catch(() => {});
  return logs();
}

const ask = { model: 'claude', max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hello?' }] };
const toolCalls = [
  { id: 'call_a', name: 'get_weather', arguments: '{"city":"Paris"}' },
  { id: 'call_b', name: 'get_time', arguments: '{"tz":"CET"}' },
];

it.each(['messages.create streamed', 'messages.stream'])(
  'thinking, text, tool calls and usage of a stream are kept apart: %s',
  async (name) => {
    const [log, ...more] = await record(name);
    expect(more).toEqual([]);
    expect(log).toMatchObject({
      response: 'Let me look.',
      metadata: {
        provider: 'anthropic',
        reasoning: 'The user wants both.',
        tool_calls: toolCalls,
        finish_reason: 'tool_use',
        request_id: 'req_1',
        tokens: 20,
        usage: { input_tokens: 12, cached_input_tokens: 4, output_tokens: 8, reasoning_tokens: 3 },
      },
    });
  },
);

it('tool calls of a whole message are recorded as JSON text', async () => {
  expect(await record('messages.create with tools')).toMatchObject([{ metadata: { tool_calls: toolCalls } }]);
});

it('the system prompt comes before the messages', async () => {
  const { anthropic, logs } = setUp();
  await anthropic.messages.create({ ...ask, system: 'Be brief.' });
  const [log] = await logs();
  expect(JSON.parse(log?.prompt ?? '')).toEqual([{ role: 'system', content: 'Be brief.' }, ...ask.messages]);
});

it('a tool runner leaves a log for each turn', async () => {
  expect(await record('beta.messages.toolRunner')).toMatchObject([
    { metadata: { tool_calls: [{ name: 'get_weather' }] } },
    { response: 'Sunny.' },
  ]);
});

it('a refusal says so', async () => {
  const { anthropic, logs } = setUp();
  server.reply({ refusal: 'I will not.' });
  await collect(await anthropic.messages.create({ ...ask, stream: true }));
  expect(await logs()).toMatchObject([{ metadata: { finish_reason: 'refusal', refusal: 'I will not.' } }]);
});

it('every try is recorded, in one trace', async () => {
  const [first, second] = await record('a failure that a retry mends');
  expect(first).toMatchObject({
    status: 'error',
    metadata: {
      attempt: 1,
      request_id: 'req_1',
      error: { type: 'overloaded_error', message: 'Overloaded', status: 529 },
    },
  });
  expect(second).toMatchObject({ status: 'ok', metadata: { attempt: 2, request_id: 'req_2' } });
  expect(second?.traceId).toBe(first?.traceId);
});

it('an error in a stream is one, with what had come', async () => {
  expect(await record('an error in a stream')).toMatchObject([
    { status: 'error', metadata: { error: { type: 'overloaded_error', message: 'Overloaded' } } },
  ]);
});

it.each(['leaving a stream early', 'aborting a stream by a signal', 'messages.stream aborted'])(
  'what the caller breaks off is cancelled, with what had come: %s',
  async (name) => {
    const [log, ...more] = await record(name);
    expect(more).toEqual([]);
    expect(log).toMatchObject({ status: 'ok', metadata: { finish_reason: 'cancelled' } });
    expect(log?.response).toMatch(/^one /);
  },
);

it('a stream that breaks, or that nobody reads, is recorded', async () => {
  expect(await record('a stream that breaks')).toMatchObject([{ status: 'error', response: 'one ' }]);
  server.reset();
  expect(await record('a stream that nobody reads')).toMatchObject([{ metadata: { finish_reason: 'unread' } }]);
});

it('no answer in time is an error', async () => {
  expect(await record('a time limit')).toMatchObject([{ status: 'error', metadata: { error: { type: 'timeout' } } }]);
});
