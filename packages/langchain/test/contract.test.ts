import { type AdapterUse, collect, describeAdapterContract } from '@agentaudit/testing/adapters';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { tool } from 'langchain';
import * as z from 'zod';

import { AgentAuditCallbackHandler } from '../src/index.ts';

const connect = ({ model }: AdapterUse, useResponsesApi = false) =>
  new ChatOpenAI({
    model: 'test-model',
    apiKey: 'sk-test',
    maxRetries: 0,
    useResponsesApi,
    configuration: { baseURL: `${model.url}/v1` },
  });

const handler = ({ client }: AdapterUse) => ({ callbacks: [new AgentAuditCallbackHandler({ client })] });

const weather = tool(() => 'Sunny', { name: 'get_weather', description: 'x', schema: z.object({ city: z.string() }) });
const time = tool(() => 'Noon', { name: 'get_time', description: 'x', schema: z.object({ tz: z.string() }) });

for (const useResponsesApi of [false, true]) {
  describeAdapterContract(useResponsesApi ? 'ChatOpenAI on responses' : 'ChatOpenAI on chat completions', {
    provider: 'openai',
    streamsUsage: true,
    ask: async (use) => (await connect(use, useResponsesApi).invoke(use.prompt, handler(use))).text,
    async askStreaming(use) {
      const chunks = await collect(await connect(use, useResponsesApi).stream(use.prompt, handler(use)));
      return chunks.map((chunk) => chunk.text).join('');
    },
    askWithTools: async (use) =>
      collect(await connect(use, useResponsesApi).bindTools([weather, time]).stream(use.prompt, handler(use))),
  });
}

describeAdapterContract('createAgent', {
  provider: 'openai',
  streamsUsage: true,
  async ask(use) {
    const agent = createAgent({ model: connect(use), tools: [weather, time] });
    const { messages } = await agent.invoke({ messages: [{ role: 'user', content: use.prompt }] }, handler(use));
    return messages.at(-1)?.text ?? '';
  },
});
