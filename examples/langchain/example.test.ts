import { runExample } from '@agentaudit/testing/adapters';
import { expect, it } from 'vitest';

it('leaves rules and a person before the tools of an agent', async () => {
  expect(await runExample(import.meta.url)).toEqual(
    [
      'agent_run buyer · I ordered 50 sheets of paper.',
      '  llm_call gpt-5 · asks look_up({"query":"paper"}) · asks look_up({"query":"plutonium"}) · 20 tokens',
      '  tool_use look_up · blocked · Blocked by guardrails: no plutonium',
      '  guardrail_check look_up',
      '  tool_use look_up · We have paper.',
      '  guardrail_check look_up',
      '  llm_call gpt-5 · asks order({"item":"paper","count":500}) · 20 tokens',
      '  guardrail_check order',
      '  hitl_request order',
      '    hitl_decision order',
      '    hitl_consume order',
      '  tool_use order · Ordered 50 of paper.',
      '  llm_call gpt-5 · I ordered 50 sheets of paper. · 20 tokens',
    ].toSorted(),
  );
});
