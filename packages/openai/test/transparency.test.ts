import {
  createRecorder,
  describeTransparency,
  type FakeModelServer,
  observe,
  type Scenario,
  startFakeModelServer,
} from '@agentaudit/testing/adapters';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';

import { wrapOpenAI } from '../src/index.ts';
import { scenarios } from './scenarios.ts';

const plain = ({ url }: FakeModelServer) => new OpenAI({ apiKey: 'sk-test', baseURL: `${url}/v1` });
const wrapped = (server: FakeModelServer) => wrapOpenAI(plain(server), { client: createRecorder().client });

describeTransparency(scenarios, { plain, wrapped });

describe('with captureStreamUsage, neither can its answers', () => {
  const streams = ['chat.completions.create streamed', 'streamed with usage asked for', 'leaving a stream early'];
  it.each(streams)('%s', async (name) => {
    const server = await startFakeModelServer();
    const scenario = scenarios[name] as Scenario<OpenAI>;
    const { outcome } = await observe(scenario, plain(server), server);
    const asking = wrapOpenAI(plain(server), { client: createRecorder().client, captureStreamUsage: true });
    expect(await observe(scenario, asking, server)).toMatchObject({ outcome });
    expect(server.requests[0]?.json['stream_options']).toEqual({ include_usage: true });
    await server.close();
  });
});

it('a wrapped client is another than the one given, which stays as it was', async () => {
  const server = await startFakeModelServer();
  const openai = plain(server);
  const { client, logs } = createRecorder();
  expect(wrapOpenAI(openai, { client })).not.toBe(openai);
  await openai.chat.completions.create({ model: 'gpt-5', messages: [] });
  expect(await logs()).toEqual([]);
  await server.close();
});
