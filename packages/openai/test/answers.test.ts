import { collect, defaultText, type FakeModelServer, startFakeModelServer } from '@agentaudit/testing/adapters';
import type OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ask, record, setUp, streamed } from './recorded.ts';

let server: FakeModelServer;

beforeAll(async () => {
  server = await startFakeModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const usage = { input_tokens: 12, output_tokens: 8, cached_input_tokens: 4, reasoning_tokens: 3 };
const toolCalls = [
  { id: 'call_a', name: 'get_weather', arguments: '{"city":"Paris"}' },
  { id: 'call_b', name: 'get_time', arguments: '{"tz":"CET"}' },
];

describe('an answer', () => {
  it('leaves one log with all that the contract names', async () => {
    const [log, ...more] = await record(server, 'chat.completions.create');
    expect(more).toEqual([]);
    expect(log).toMatchObject({
      action: 'llm_call',
      prompt: JSON.stringify(ask.messages),
      response: defaultText,
      status: 'ok',
      metadata: {
        provider: 'openai',
        model: 'gpt-5',
        response_model: 'gpt-5-2026-01-01',
        stream: false,
        attempt: 1,
        tokens: 20,
        usage,
        finish_reason: 'stop',
        request_id: 'req_1',
        latency_ms: expect.any(Number) as number,
      },
    });
    expect(log?.durationMs).toBeGreaterThan(0);
    expect(log?.metadata).not.toHaveProperty('tool_calls');
  });

  it('in a stream leaves the same log, but for the usage that nobody asked for', async () => {
    const { openai, logs } = setUp(server);
    await collect(await openai.chat.completions.create(streamed));
    const [log, ...more] = await logs();
    expect(more).toEqual([]);
    expect(log).toMatchObject({ response: defaultText, metadata: { stream: true, finish_reason: 'stop' } });
    expect(log?.metadata).not.toHaveProperty('usage');
  });

  it.each([
    ['chat.completions.create with tools', false],
    ['chat.completions.create streamed', true],
    ['chat.completions.stream', true],
    ['responses.create', false],
    ['responses.create streamed', true],
  ])('with parallel tool calls keeps them apart: %s', async (name, stream) => {
    const [log, ...more] = await record(server, name);
    expect(more).toEqual([]);
    expect(log).toMatchObject({ metadata: { stream, tool_calls: toolCalls, finish_reason: 'tool_calls' } });
    expect(log?.response).toBeNull();
  });

  it.each(['streamed with usage asked for', 'responses.create streamed', 'responses.stream', 'responses.create'])(
    'has its usage: %s',
    async (name) => {
      expect(await record(server, name)).toMatchObject([{ metadata: { tokens: 20, usage } }]);
    },
  );

  it('has its usage where the caller did not ask, when captureStreamUsage is on', async () => {
    expect(await record(server, 'chat.completions.create streamed', { captureStreamUsage: true })).toMatchObject([
      { metadata: { tokens: 20, usage, tool_calls: toolCalls } },
    ]);
  });

  it.each(['chat.completions.parse', 'responses.parse'])('is recorded once through %s', async (name) => {
    expect(await record(server, name)).toMatchObject([{ response: '{"city":"Paris"}' }]);
  });

  it('is recorded for each turn of runTools', async () => {
    expect(await record(server, 'chat.completions.runTools')).toMatchObject([
      { metadata: { helper: 'runTools', tool_calls: [{ id: 'call_a', name: 'get_weather' }] } },
      { metadata: { helper: 'runTools' }, response: 'Sunny.' },
    ]);
  });

  it('of an embedding has its usage and no vector', async () => {
    const [log] = await record(server, 'embeddings.create');
    expect(log).toMatchObject({ action: 'embedding', prompt: '["a","b"]', response: null, metadata: { tokens: 12 } });
    expect(JSON.stringify(log).length).toBeLessThan(1500);
  });

  it('of a completion has its text', async () => {
    expect(await record(server, 'completions.create')).toMatchObject([{ prompt: 'Once', response: defaultText }]);
  });

  it('to instructions has them before the input', async () => {
    const { openai, logs } = setUp(server);
    await openai.responses.create({ model: 'gpt-5', instructions: 'Be brief.', input: 'Hello?' });
    const [log] = await logs();
    expect(JSON.parse(log?.prompt ?? '')).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello?' },
    ]);
  });

  it.each([
    ['chat', (openai: OpenAI) => openai.chat.completions.create(ask)],
    ['chat, streamed', async (openai: OpenAI) => collect(await openai.chat.completions.create(streamed))],
    ['responses', (openai: OpenAI) => openai.responses.create({ model: 'gpt-5', input: 'x' })],
    [
      'responses, streamed',
      async (openai: OpenAI) => collect(await openai.responses.create({ model: 'gpt-5', input: 'x', stream: true })),
    ],
  ] as const)('that is a refusal says so: %s', async (_, run) => {
    const { openai, logs } = setUp(server);
    server.reply({ refusal: 'I will not.' });
    await run(openai);
    expect(await logs()).toMatchObject([{ response: 'I will not.', metadata: { refusal: 'I will not.' } }]);
  });

  it('through asResponse() is recorded when its body is read', async () => {
    const [log, ...more] = await record(server, 'chat.completions.create().asResponse()');
    expect(more).toEqual([]);
    expect(log).toMatchObject({ response: defaultText, metadata: { tokens: 20 } });
  });
});
