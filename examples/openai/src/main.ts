// A question to OpenAI in which the model asks for two tools at once, streamed; then a rate limit.
import { renderTraces, setExampleStage } from '@agentaudit/testing/example-stage';
import { wrapOpenAI } from 'agentaudit-openai';
import OpenAI from 'openai';

// A model that plays its part without a key, and a server to write to. In your code: `new AgentAuditClient({ apiKey })`.
const stage = await setExampleStage([
  {
    toolCalls: [
      { id: 'call_1', name: 'get_weather', arguments: { city: 'Paris' } },
      { id: 'call_2', name: 'get_time', arguments: { city: 'Paris' } },
    ],
  },
  { text: 'It is sunny in Paris, and noon.' },
  { status: 429, error: { type: 'rate_limit_exceeded', message: 'Slow down.' }, headers: { 'retry-after-ms': '1' } },
  { text: 'You are welcome.' },
]);
const { client, model } = stage;

const openai = wrapOpenAI(new OpenAI({ apiKey: 'none needed', baseURL: `${model.url}/v1` }), {
  client,
  captureStreamUsage: true,
});

const tools: Record<string, (input: { city: string }) => string> = {
  get_weather: client.wrap(({ city }: { city: string }) => `Sunny in ${city}`, { name: 'get_weather' }),
  get_time: client.wrap(() => '12:00', { name: 'get_time' }),
};

await client.trace('travel question', async () => {
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'What is it like in Paris now?' }];
  const first = await openai.chat.completions.stream({ model: 'gpt-5', messages }).finalMessage();
  messages.push(first);
  for (const call of first.tool_calls ?? []) {
    if (call.type !== 'function') continue;
    const input = JSON.parse(call.function.arguments) as { city: string };
    messages.push({
      role: 'tool',
      tool_call_id: call.id,
      content: tools[call.function.name]?.(input) ?? 'No such tool',
    });
  }
  await openai.chat.completions.create({ model: 'gpt-5', messages });
});

// The SDK tries again by itself; both tries are on record.
await client.trace('thanks', () => openai.responses.create({ model: 'gpt-5', input: 'Thank you!' }));

console.log(await renderTraces(stage));
await stage.close();
