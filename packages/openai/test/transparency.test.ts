import { createRecorder, type FakeModelServer, startFakeModelServer } from '@agentaudit/testing/adapters';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { wrapOpenAI } from '../src/index.ts';
import { outcomeOf } from './observe.ts';
import { type Scenario, scenarios } from './scenarios.ts';

let server: FakeModelServer;
const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);

beforeAll(async () => {
  server = await startFakeModelServer();
  process.on('unhandledRejection', note);
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await server.close();
});
beforeEach(() => {
  unhandled.length = 0;
});

const plain = () => new OpenAI({ apiKey: 'sk-test', baseURL: `${server.url}/v1` });
const wrapped = (captureStreamUsage = false) =>
  wrapOpenAI(plain(), { client: createRecorder().client, captureStreamUsage });

/** All that the caller saw, and all that the server saw of the caller. */
async function observe({ replies = [], run }: Scenario, openai: OpenAI): Promise<unknown> {
  server.reset();
  server.reply(...replies);
  const outcome = await outcomeOf(() => run(openai, server));
  await new Promise(setImmediate);
  const requests = server.requests.map(({ path, headers, body }) => ({ path, headers, body }));
  return JSON.parse(JSON.stringify({ outcome, requests })) as unknown;
}

describe('a wrapped client cannot be told from one that is not', () => {
  it.each(Object.entries(scenarios))('%s', async (_, scenario) => {
    const expected = await observe(scenario, plain());
    expect(await observe(scenario, wrapped())).toEqual(expected);
    expect(unhandled).toEqual([]);
  });
});

describe('with captureStreamUsage, neither can its answers', () => {
  const streams = ['chat.completions.create streamed', 'streamed with usage asked for', 'leaving a stream early'];
  it.each(streams)('%s', async (name) => {
    const { outcome } = (await observe(scenarios[name] as Scenario, plain())) as { outcome: unknown };
    expect(await observe(scenarios[name] as Scenario, wrapped(true))).toMatchObject({ outcome });
  });
});

it('a wrapped client is another than the one given, which stays as it was', async () => {
  const openai = plain();
  const { client, logs } = createRecorder();
  const audited = wrapOpenAI(openai, { client });
  await openai.chat.completions.create({ model: 'gpt-5', messages: [] });
  expect(await logs()).toEqual([]);
  expect(audited).not.toBe(openai);
});
