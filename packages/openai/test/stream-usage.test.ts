import { createRecorder } from '@agentaudit/testing/adapters';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';

import { wrapOpenAI } from '../src/index.ts';
import { streamed } from './recorded.ts';

interface StreamingBody {
  stream_options?: { include_usage?: boolean };
}

/** The chunks of an answer, by what was asked for. */
type Speak = (asksUsage: boolean) => object[];

const usage = { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 };
const says = (content: string, rest: object = {}) => ({ choices: [{ index: 0, delta: { content } }], ...rest });

/** It opens with a chunk about the prompt alone. */
const azure: Speak = (asksUsage) => [
  { choices: [], prompt_filter_results: [{ prompt_index: 0 }], ...(asksUsage && { usage: null }) },
  says('Hello.', asksUsage ? { usage: null } : {}),
  ...(asksUsage ? [{ choices: [], usage }] : []),
];

/** It has the usage in the last chunk of the answer, and no chunk for it. */
const compatible: Speak = (asksUsage) => [says('Hel'), says('lo.', asksUsage ? { usage } : {})];

function setUp(speak: Speak) {
  const asked: StreamingBody[] = [];
  const fetch = async (_url: unknown, init?: { body?: unknown }) => {
    const body = JSON.parse(init?.body as string) as StreamingBody;
    asked.push(body);
    const chunks = speak(body.stream_options?.include_usage === true);
    const events = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`);
    return new Response(events.join(''), { headers: { 'content-type': 'text/event-stream' } });
  };
  const recorder = createRecorder();
  const plain = new OpenAI({ apiKey: 'sk-test', fetch });
  const wrapped = wrapOpenAI(plain, { client: recorder.client, captureStreamUsage: true });
  return { plain, wrapped, asked, logs: recorder.logs };
}

async function read(openai: OpenAI, options: object = {}): Promise<object[]> {
  const chunks: object[] = [];
  for await (const chunk of await openai.chat.completions.create({ ...streamed, ...options })) chunks.push(chunk);
  return chunks;
}

describe('captureStreamUsage', () => {
  it.each([
    ['opens with a chunk without choices', azure],
    ['puts the usage into the last words', compatible],
  ])('records the usage, and gives the caller what there would have been, of a server that %s', async (_how, speak) => {
    const { plain, wrapped, logs } = setUp(speak);
    expect(await read(wrapped)).toEqual(await read(plain));
    expect(await logs()).toMatchObject([{ response: 'Hello.', metadata: { tokens: 20 } }]);
  });

  it('leaves the other options of the stream as they are', async () => {
    const { wrapped, asked } = setUp(azure);
    await read(wrapped, { stream_options: { include_obfuscation: false } });
    expect(asked[0]?.stream_options).toEqual({ include_obfuscation: false, include_usage: true });
  });

  it('leaves a caller who asks for the usage alone', async () => {
    const { plain, wrapped } = setUp(azure);
    const asking = { stream_options: { include_usage: true } };
    expect(await read(wrapped, asking)).toEqual(await read(plain, asking));
  });
});
