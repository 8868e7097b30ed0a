import { runExample } from '@agentaudit/testing/adapters';
import { expect, it } from 'vitest';

it('leaves each call of the program, and the tool that a person refused', async () => {
  expect(await runExample(import.meta.url)).toEqual(
    [
      'embedding text-embedding-3-small · 12 tokens',
      'agent_run assistant · I kept a note and published nothing.',
      '  llm_call gpt-5 · asks remember({"note":"likes whales"}) · 20 tokens',
      '  guardrail_check remember',
      '  tool_use remember · Noted: likes whales',
      '  llm_call gpt-5 · asks publish({"text":"Whales!"}) · 20 tokens',
      '  guardrail_check publish',
      '  hitl_request publish',
      '    hitl_decision publish',
      '  tool_use publish · blocked · publish was not approved (rejected): Not in our name.',
      '  llm_call gpt-5 · I kept a note and published nothing. · 20 tokens',
    ].toSorted(),
  );
});
