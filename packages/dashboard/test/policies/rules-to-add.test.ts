import type { ComplianceRule } from 'agentaudit-client';
import { expect, test } from 'vitest';

import { rulesToAdd } from '../../src/features/policies/rules/rules-to-add.ts';

const rule = (id: string, policyId?: string) =>
  ({ id, ...(policyId === undefined ? {} : { policyId }) }) as ComplianceRule;

test('a policy is offered what nobody owns and what is its own, but not what it holds', () => {
  const rules = [rule('shared'), rule('held'), rule('own', 'policy_1'), rule('theirs', 'policy_2')];
  const offered = rulesToAdd(rules, { policyId: 'policy_1', held: ['held'] });
  expect(offered.map(({ id }) => id)).toEqual(['shared', 'own']);
});
