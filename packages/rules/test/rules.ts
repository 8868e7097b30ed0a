import type { RuleConditions, RuleType } from 'agentaudit-schemas';

import type { CompilableRule, PolicyInForce } from '../src/index.ts';

/** A rule for the whole organization, with the defaults of the API. */
export function rule<Name extends RuleType>(
  id: string,
  ruleType: Name,
  condition: RuleConditions[Name],
  given: Partial<Pick<CompilableRule, 'action' | 'appliesTo' | 'isActive' | 'severity'>> = {},
): CompilableRule {
  const made = {
    id,
    name: `Rule ${id}`,
    severity: 'warning',
    appliesTo: 'organization',
    isActive: true,
    ruleType,
    condition,
    ...given,
  };
  // The condition belongs to the type by the signature above.
  return made as CompilableRule;
}

export function policy(id: string, ruleIds: string[], given: Partial<PolicyInForce> = {}): PolicyInForce {
  return { id, versionId: `${id}-v1`, mode: 'flag', priority: 0, ruleIds, agentIds: ['agent'], ...given };
}
