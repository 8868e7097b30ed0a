import { runExample } from '@agentaudit/testing/adapters';
import { expect, it } from 'vitest';

it('leaves both sides of each call in one trace, and nothing run that the rules forbid', async () => {
  expect(await runExample(import.meta.url)).toEqual(
    [
      'agent_run shopping',
      '  tool_use order · Ordered paper',
      '    tool_use order · Ordered paper',
      '      guardrail_check order',
      '  tool_use order · error · Blocked by guardrails: no plutonium',
      '    tool_use order · blocked · Blocked by guardrails: no plutonium',
      '      guardrail_check order',
    ].toSorted(),
  );
});
