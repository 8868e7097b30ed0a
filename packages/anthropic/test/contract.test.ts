import Anthropic from '@anthropic-ai/sdk';
import { type AdapterUse, collect, describeAdapterContract } from '@agentaudit/testing/adapters';

import { wrapAnthropic } from '../src/index.ts';

const connect = ({ client, model }: AdapterUse) =>
  wrapAnthropic(new Anthropic({ apiKey: 'key', baseURL: model.url }), { client });

const toMessages = (prompt: string) => ({
  model: 'test-model',
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: prompt }],
});

describeAdapterContract('messages', {
  provider: 'anthropic',
  streamsUsage: true,
  async ask(use) {
    const { content } = await connect(use).messages.create(toMessages(use.prompt));
    return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  },
  askStreaming: (use) => connect(use).messages.stream(toMessages(use.prompt)).finalText(),
  askWithTools: async (use) => collect(await connect(use).messages.create({ ...toMessages(use.prompt), stream: true })),
});
