import { runExample } from '@agentaudit/testing/adapters';
import { expect, it } from 'vitest';

it('leaves streams with parallel tool calls, and both tries of a retry', async () => {
  expect(await runExample(import.meta.url)).toEqual(
    [
      'agent_run travel question',
      '  llm_call gpt-5 · asks get_weather({"city":"Paris"}) · asks get_time({"city":"Paris"}) · 20 tokens',
      '  tool_use get_weather · Sunny in Paris',
      '  tool_use get_time · 12:00',
      '  llm_call gpt-5 · It is sunny in Paris, and noon. · 20 tokens',
      'agent_run thanks',
      '  llm_call gpt-5 · error · Slow down.',
      '  llm_call gpt-5 · You are welcome. · 20 tokens',
    ].toSorted(),
  );
});
