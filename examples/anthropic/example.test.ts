import { runExample } from '@agentaudit/testing/adapters';
import { expect, it } from 'vitest';

it('leaves a tool runner below its span, and a stream that was left early', async () => {
  expect(await runExample(import.meta.url)).toEqual(
    [
      'agent_run weather question',
      '  llm_call claude-sonnet · asks get_weather({"city":"Paris"}) · Let me see. · 20 tokens',
      '  tool_use get_weather · Sunny in Paris',
      '  llm_call claude-sonnet · It is sunny in Paris. · 20 tokens',
      'agent_run story',
      '  llm_call claude-sonnet · Once upon a time  · 13 tokens',
    ].toSorted(),
  );
});
