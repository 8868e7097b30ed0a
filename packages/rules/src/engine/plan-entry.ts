import type { CompilableRule } from '../compiled-rules.ts';
import type { Judge } from '../judge/judge.ts';
import type { Ruling, Rulings } from './plan.ts';
import type { Scope } from './scope.ts';

/** A rule ready to judge. */
export interface CompiledRule {
  rule: CompilableRule;
  scope: Scope;
  judge: Judge;
}

/** A rule that holds for one agent and action, and what its hits do. */
export interface PlanEntry extends CompiledRule {
  rulings: Rulings;
}

/** The rules that hold for one agent and action. */
export interface Plan {
  entries: readonly PlanEntry[];
  ruleIds: readonly string[];
}

/** What a violation says of its rule and ruling. */
export function ruledBy(
  { id, name, ruleType, severity }: CompilableRule,
  { action, policyId, policyVersionId }: Ruling,
) {
  return { ruleId: id, ruleName: name, ruleType, severity, action, policyId, policyVersionId };
}
