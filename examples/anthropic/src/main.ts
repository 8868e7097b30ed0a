// Claude with a tool that the SDK's tool runner calls, and a stream that is left early.
import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { renderTraces, setExampleStage } from '@agentaudit/testing/example-stage';
import { wrapAnthropic } from 'agentaudit-anthropic';

// A model that plays its part without a key, and a server to write to. In your code: `new AgentAuditClient({ apiKey })`.
const stage = await setExampleStage([
  {
    thinking: 'I should look it up.',
    text: 'Let me see.',
    toolCalls: [{ id: 'call_1', name: 'get_weather', arguments: { city: 'Paris' } }],
  },
  { text: 'It is sunny in Paris.' },
  { text: 'Once upon a time there was a very long story', holdAfter: 8 },
]);
const { client, model } = stage;

const anthropic = wrapAnthropic(new Anthropic({ apiKey: 'none needed', baseURL: model.url }), { client });

const weather = betaTool({
  name: 'get_weather',
  description: 'The weather in a city',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } as const,
  run: client.wrap(({ city }: { city: string }) => `Sunny in ${city}`, { name: 'get_weather' }),
});

await client.trace('weather question', () =>
  anthropic.beta.messages.toolRunner({
    model: 'claude-sonnet',
    max_tokens: 500,
    tools: [weather],
    messages: [{ role: 'user', content: 'How is the weather in Paris?' }],
  }),
);

await client.trace('story', async () => {
  const messages = [{ role: 'user' as const, content: 'Tell me a story.' }];
  const stream = await anthropic.messages.create({ model: 'claude-sonnet', max_tokens: 500, messages, stream: true });
  let words = 0;
  for await (const event of stream) if (event.type === 'content_block_delta' && ++words === 4) break;
});

console.log(await renderTraces(stage));
await stage.close();
