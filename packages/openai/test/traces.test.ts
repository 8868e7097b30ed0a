import {
  collect,
  createRecorder,
  defaultText,
  type FakeModelServer,
  startFakeModelServer,
} from '@agentaudit/testing/adapters';
import OpenAI, { AzureOpenAI } from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { wrapOpenAI } from '../src/index.ts';
import { ask, setUp, streamed } from './recorded.ts';

let server: FakeModelServer;

beforeAll(async () => {
  server = await startFakeModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

describe('a log', () => {
  it('is a child of the span that the call was made in, wherever the stream is read', async () => {
    const { client, openai, logs } = setUp(server);
    const streams = await Promise.all(
      ['a', 'b'].map((name) =>
        client.trace(name, async () => ({
          stream: await openai.chat.completions.create(streamed),
          at: client.current(),
        })),
      ),
    );
    await Promise.all(streams.map(({ stream }) => collect(stream)));
    const calls = (await logs()).filter(({ action }) => action === 'llm_call');
    for (const { at } of streams) {
      expect(
        calls.filter(({ traceId, parentSpanId }) => traceId === at?.traceId && parentSpanId === at.spanId),
      ).toHaveLength(1);
    }
  });

  it('is left once by a client that was wrapped twice', async () => {
    const { client, openai, logs } = setUp(server);
    await wrapOpenAI(openai, { client }).chat.completions.create(ask);
    expect(await logs()).toHaveLength(1);
  });

  it('is left by the clients that withOptions() makes', async () => {
    const { openai, logs } = setUp(server);
    await openai.withOptions({ maxRetries: 0 }).chat.completions.create(ask);
    expect(await logs()).toHaveLength(1);
  });

  it('names Azure, and the provider that one says', async () => {
    const { client, logs } = createRecorder();
    const azure = new AzureOpenAI({ apiKey: 'key', apiVersion: '2026-01-01', baseURL: `${server.url}/openai` });
    await wrapOpenAI(azure, { client }).chat.completions.create(ask);
    await wrapOpenAI(azure, { client, provider: 'groq' }).chat.completions.create(ask);
    expect(await logs()).toMatchObject([{ metadata: { provider: 'azure' } }, { metadata: { provider: 'groq' } }]);
    expect(wrapOpenAI(azure, { client })).toBeInstanceOf(AzureOpenAI);
  });

  it('before the effect as well, when the client logs in two phases', async () => {
    const { client, logs } = createRecorder({ phases: 'both' });
    const openai = wrapOpenAI(new OpenAI({ apiKey: 'k', baseURL: `${server.url}/v1` }), { client });
    await openai.chat.completions.create(ask);
    const [start, end] = await logs();
    expect([start?.action, end?.action]).toEqual(['llm_start', 'llm_end']);
    expect(end?.parentSpanId).toBe(start?.id);
  });
});

it('what goes wrong with the record does not reach the caller', async () => {
  const { client } = createRecorder({
    logger: false,
    beforeSend() {
      throw new Error('mine');
    },
  });
  await client.close();
  const openai = wrapOpenAI(new OpenAI({ apiKey: 'k', baseURL: `${server.url}/v1` }), { client });
  expect((await openai.chat.completions.create(ask)).choices[0]?.message.content).toBe(defaultText);
  expect((await collect(await openai.chat.completions.create(streamed))).length).toBeGreaterThan(3);
});
