import { runExample } from '@agentaudit/testing/adapters';
import { expect, it } from 'vitest';

it('leaves two runs in one trace, with the decision between them', async () => {
  expect(await runExample(import.meta.url)).toEqual(
    [
      'agent_run Desk',
      '  llm_call gpt-5-2026-01-01 · asks transfer_to_Refunds({}) · 20 tokens',
      'agent_run Refunds',
      '  llm_call gpt-5-2026-01-01 · asks refund({"order":"A-17","euros":40}) · 20 tokens',
      '  guardrail_check refund',
      '  hitl_request refund',
      '    hitl_decision refund',
      '    hitl_consume refund',
      'agent_run Refunds · I have refunded 40 euros.',
      '  tool_use refund · Refunded 40 euros of A-17',
      '  llm_call gpt-5-2026-01-01 · I have refunded 40 euros. · 20 tokens',
    ].toSorted(),
  );
});
