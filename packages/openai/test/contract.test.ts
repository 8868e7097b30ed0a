import { type AdapterUse, collect, describeAdapterContract } from '@agentaudit/testing/adapters';
import OpenAI from 'openai';

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
