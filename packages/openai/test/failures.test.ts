import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import {
  collect,
  defaultText,
  type FakeModelServer,
  type ModelReply,
  startFakeModelServer,
} from '@agentaudit/testing/adapters';
import type OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ask, record, setUp, streamed } from './recorded.ts';

let server: FakeModelServer;

beforeAll(async () => {
  server = await startFakeModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

describe('a failure', () => {
  it('is recorded with its status, its words and its request id', async () => {
    const [log, ...more] = await record(server, 'a rate limit');
    expect(more).toEqual([]);
    expect(log).toMatchObject({
      status: 'error',
      metadata: {
        request_id: 'req_1',
        error: { type: 'insufficient_quota', message: 'You are out of it.', status: 429 },
      },
    });
  });

  it('that a retry mends leaves a log for each try, in one trace', async () => {
    const [first, second, ...more] = await record(server, 'a failure that a retry mends');
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      status: 'error',
      metadata: { attempt: 1, request_id: 'req_1', error: { status: 500, message: 'The model is unwell.' } },
    });
    expect(second).toMatchObject({ response: 'Better now.', metadata: { attempt: 2, request_id: 'req_2' } });
    expect(second?.traceId).toBe(first?.traceId);
  });

  it('to connect says why', async () => {
    const [log] = await record(server, 'no server at all');
    expect(log).toMatchObject({ status: 'error', metadata: { error: { type: 'TypeError' } } });
    expect(JSON.stringify(log?.metadata)).toContain('fetch failed');
  });

  it('of a stream half-way keeps what had come', async () => {
    const { openai, logs } = setUp(server);
    server.reply({ text: 'one two three', cutAfter: 3 });
    await expect(async () => collect(await openai.chat.completions.create(streamed))).rejects.toThrow('terminated');
    expect(await logs()).toMatchObject([{ status: 'error', response: 'one two ' }]);
  });

  it.each([
    ['chat', async (openai: OpenAI) => collect(await openai.chat.completions.create(streamed))],
    [
      'responses',
      async (openai: OpenAI) => collect(await openai.responses.create({ model: 'gpt-5', input: 'x', stream: true })),
    ],
  ] as const)('told in the stream is recorded: %s', async (_, run) => {
    const { openai, logs } = setUp(server);
    server.reply({ errorAfter: 2, error: { type: 'server_error', message: 'Overloaded.' } });
    await expect(run(openai)).rejects.toThrow('Overloaded.');
    expect(await logs()).toMatchObject([
      { status: 'error', metadata: { error: { type: 'server_error', message: 'Overloaded.' } } },
    ]);
  });

  it('of a response, which does not throw, is recorded', async () => {
    expect(await record(server, 'responses.create that fails')).toMatchObject([
      { status: 'error', metadata: { error: { type: 'server_error', message: 'It failed.' } } },
    ]);
  });

  it('to finish in the tokens allowed is no error', async () => {
    const { openai, logs } = setUp(server);
    server.reply({ outcome: 'incomplete' });
    await openai.responses.create({ model: 'gpt-5', input: 'x' });
    expect(await logs()).toMatchObject([{ status: 'ok', metadata: { finish_reason: 'length' } }]);
  });

  it('to answer in time is an error', async () => {
    expect(await record(server, 'a time limit')).toMatchObject([
      { status: 'error', metadata: { error: { type: 'timeout' } } },
    ]);
  });
});

describe('what the caller breaks off', () => {
  const half: ModelReply = { text: 'one two three four', holdAfter: 3 };

  it.each([
    'leaving a stream early',
    'throwing while reading a stream',
    'aborting a stream by its controller',
    'aborting a stream by a signal',
  ])('is recorded as cancelled, with what had come: %s', async (name) => {
    const [log, ...more] = await record(server, name);
    expect(more).toEqual([]);
    expect(log).toMatchObject({ status: 'ok', metadata: { finish_reason: 'cancelled', stream: true } });
    expect('one two three four five six').toContain(log?.response ?? '');
  });

  it('keeps half a response too', async () => {
    const { openai, logs } = setUp(server);
    server.reply({ ...half, holdAfter: 6 });
    for await (const event of await openai.responses.create({ model: 'gpt-5', input: 'x', stream: true })) {
      if (event.type === 'response.output_text.delta' && event.delta.startsWith('two')) break;
    }
    expect(await logs()).toMatchObject([{ response: 'one two ', metadata: { finish_reason: 'cancelled' } }]);
  });

  it('is recorded when it was aborted before the answer', async () => {
    const { openai, logs } = setUp(server);
    server.reply({ holdAfter: 0 });
    const abort = new AbortController();
    const answer = openai.chat.completions.create(ask, { signal: abort.signal });
    while (server.requests.length === 0) await pause(1);
    abort.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(await logs()).toMatchObject([{ status: 'ok', metadata: { finish_reason: 'cancelled' } }]);
  });
});

describe('a stream that nobody reads', () => {
  it('is recorded by the next flush', async () => {
    const { openai, logs } = setUp(server);
    await openai.chat.completions.create(streamed);
    expect(await logs()).toMatchObject([{ metadata: { finish_reason: 'unread', request_id: 'req_1' } }]);
  });

  it('is recorded again, below the first log, when it is read after all', async () => {
    const { openai, logs } = setUp(server);
    const stream = await openai.chat.completions.create(streamed);
    await logs();
    await collect(stream);
    const [first, second] = await logs();
    expect(second).toMatchObject({ response: defaultText, parentSpanId: first?.id, traceId: first?.traceId });
  });

  it('is left alone by a flush while it is being read', async () => {
    const { openai, logs } = setUp(server);
    for await (const _ of await openai.chat.completions.create(streamed)) await logs();
    expect(await logs()).toMatchObject([{ response: defaultText }]);
  });

  it('is recorded when it is forgotten, with no flush at all', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const { openai, atLeast } = setUp(server);
    await openai.chat.completions.create(streamed);
    const timer = setInterval(collectGarbage, 10);
    const logs = await atLeast(1);
    clearInterval(timer);
    expect(logs).toMatchObject([{ metadata: { finish_reason: 'unread' } }]);
  });
});
