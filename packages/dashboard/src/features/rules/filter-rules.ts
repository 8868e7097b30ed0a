import type { ComplianceRule } from 'agentaudit-client';

import { summarize } from './condition-summary.ts';
import type { RuleSearch } from './rule-search.ts';
import { ruleTypes } from './rule-words.ts';

/** The rules that pass what the address asks for; `q` takes rules in which each of its words occurs. */
export function filterRules(rules: readonly ComplianceRule[], search: RuleSearch): ComplianceRule[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/);
  return rules.filter(
    (rule) =>
      (search.type === undefined || rule.ruleType === search.type) &&
      (search.severity === undefined || rule.severity === search.severity) &&
      (search.action === undefined || (rule.action ?? 'none') === search.action) &&
      (search.state === undefined || rule.isActive === (search.state === 'on')) &&
      (search.pack === undefined || (rule.packId ?? 'none') === search.pack) &&
      (search.q === undefined || words.every((word) => textOf(rule).includes(word))),
  );
}

function textOf(rule: ComplianceRule): string {
  return [rule.name, rule.description, rule.id, ruleTypes[rule.ruleType].name, summarize(rule)]
    .join('\n')
    .toLowerCase();
}
