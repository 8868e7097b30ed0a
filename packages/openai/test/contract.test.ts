import { type AdapterUse, collect, describeAdapterContract } from '@agentaudit/testing/adapters';
import OpenAI from 'openai';
import OpenAI5 from 'openai-5';
import OpenAI6 from 'openai-6';
import { describe } from 'vitest';

import { wrapOpenAI } from '../src/index.ts';

const connect = ({ client, model }: AdapterUse) =>
  wrapOpenAI(new OpenAI({ apiKey: 'sk-test', baseURL: `${model.url}/v1` }), { client, captureStreamUsage: true });

const toChat = (prompt: string) => ({ model: 'test-model', messages: [{ role: 'user' as const, content: prompt }] });

describeAdapterContract('chat completions', {
  provider: 'openai',
  streamsUsage: true,
  async ask(use) {
    const answer = await connect(use).chat.completions.create(toChat(use.prompt));
    return answer.choices[0]?.message.content ?? '';
  },
  async askStreaming(use) {
    const chunks = await collect(await connect(use).chat.completions.create({ ...toChat(use.prompt), stream: true }));
    return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
  },
  askWithTools: async (use) =>
    collect(await connect(use).chat.completions.create({ ...toChat(use.prompt), stream: true })),
});

const toInput = (prompt: string) => ({ model: 'test-model', input: prompt });

describeAdapterContract('responses', {
  provider: 'openai',
  streamsUsage: true,
  ask: async (use) => (await connect(use).responses.create(toInput(use.prompt))).output_text,
  async askStreaming(use) {
    const events = await collect(await connect(use).responses.create({ ...toInput(use.prompt), stream: true }));
    return events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('');
  },
  askWithTools: async (use) => collect(await connect(use).responses.create({ ...toInput(use.prompt), stream: true })),
});

describe.each([
  ['5', OpenAI5 as unknown as typeof OpenAI],
  ['6', OpenAI6 as unknown as typeof OpenAI],
])('version %s of the SDK', (version, Client) => {
  const connectOlder = ({ client, model }: AdapterUse) =>
    wrapOpenAI(new Client({ apiKey: 'sk-test', baseURL: `${model.url}/v1` }), { client, captureStreamUsage: true });

  describeAdapterContract(`chat completions of version ${version}`, {
    provider: 'openai',
    streamsUsage: true,
    async ask(use) {
      const answer = await connectOlder(use).chat.completions.create(toChat(use.prompt));
      return answer.choices[0]?.message.content ?? '';
    },
    askStreaming: async (use) =>
      (await connectOlder(use).chat.completions.stream(toChat(use.prompt)).finalContent()) ?? '',
    askWithTools: (use) => connectOlder(use).chat.completions.stream(toChat(use.prompt)).finalMessage(),
  });
});
