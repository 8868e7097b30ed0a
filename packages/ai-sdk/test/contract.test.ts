import { type AdapterUse, describeAdapterContract } from '@agentaudit/testing/adapters';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAI as createOpenAI5 } from '@ai-sdk/openai-2';
import { createOpenAI as createOpenAI6 } from '@ai-sdk/openai-3';
import { generateText, streamText, tool } from 'ai';
import * as ai5 from 'ai-5';
import * as ai6 from 'ai-6';
import * as z from 'zod';

import { agentAuditModelMiddleware, agentAuditTelemetry } from '../src/index.ts';

const settings = ({ model }: AdapterUse) => ({ apiKey: 'sk-test', baseURL: `${model.url}/v1` });
const telemetry = ({ client }: AdapterUse) => ({ integrations: [agentAuditTelemetry({ client })] });
const tools = {
  get_weather: tool({ inputSchema: z.object({ city: z.string() }), execute: () => 'Sunny' }),
  get_time: tool({ inputSchema: z.object({ tz: z.string() }), execute: () => 'Noon' }),
};
const common = (use: AdapterUse) => ({ prompt: use.prompt, maxRetries: 0 });

describeAdapterContract('AI SDK 7', {
  provider: 'openai',
  streamsUsage: true,
  async ask(use) {
    const model = createOpenAI(settings(use)).chat('test-model');
    return (await generateText({ ...common(use), model, telemetry: telemetry(use) })).text;
  },
  async askStreaming(use) {
    const model = createOpenAI(settings(use)).responses('test-model');
    let failure: unknown;
    const onError = ({ error }: { error: unknown }) => void (failure = error);
    const result = streamText({ ...common(use), model, telemetry: telemetry(use), onError });
    let text = '';
    for await (const delta of result.textStream) text += delta;
    if (failure) throw failure as Error;
    return text;
  },
  async askWithTools(use) {
    const model = createOpenAI(settings(use)).chat('test-model');
    await streamText({ ...common(use), model, tools, telemetry: telemetry(use) }).consumeStream();
  },
});

describeAdapterContract('AI SDK 6', {
  provider: 'openai',
  streamsUsage: true,
  async ask(use) {
    const middleware = agentAuditModelMiddleware(use);
    const model = ai6.wrapLanguageModel({ model: createOpenAI6(settings(use)).chat('test-model'), middleware });
    return (await ai6.generateText({ ...common(use), model })).text;
  },
  async askStreaming(use) {
    const middleware = agentAuditModelMiddleware(use);
    const model = ai6.wrapLanguageModel({ model: createOpenAI6(settings(use)).responses('test-model'), middleware });
    let failure: unknown;
    const onError = ({ error }: { error: unknown }) => void (failure = error);
    let text = '';
    for await (const delta of ai6.streamText({ ...common(use), model, onError }).textStream) text += delta;
    if (failure) throw failure as Error;
    return text;
  },
});

describeAdapterContract('AI SDK 5', {
  provider: 'openai',
  streamsUsage: true,
  async ask(use) {
    const middleware = agentAuditModelMiddleware(use);
    const model = ai5.wrapLanguageModel({ model: createOpenAI5(settings(use)).chat('test-model'), middleware });
    return (await ai5.generateText({ ...common(use), model })).text;
  },
  async askStreaming(use) {
    const middleware = agentAuditModelMiddleware(use);
    const model = ai5.wrapLanguageModel({ model: createOpenAI5(settings(use)).chat('test-model'), middleware });
    let failure: unknown;
    const onError = ({ error }: { error: unknown }) => void (failure = error);
    let text = '';
    for await (const delta of ai5.streamText({ ...common(use), model, onError }).textStream) text += delta;
    if (failure) throw failure as Error;
    return text;
  },
});
