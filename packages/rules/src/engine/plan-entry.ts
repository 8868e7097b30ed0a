import type { CompilableRule } from '../compiled-rules.ts';
import type { EventJudge, Judge, TextJudge } from '../judge/judge.ts';
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

export type TextEntry = PlanEntry & { judge: TextJudge };
export type EventEntry = PlanEntry & { judge: EventJudge };

/** The rules that hold for one agent and action. */
export interface Plan {
  /** Those that look into texts. */
  texts: readonly TextEntry[];
  /** Those that look at the whole event and may have something to say of this action. */
  events: readonly EventEntry[];
  /** Of these, those that remember. */
  stateful: readonly EventEntry[];
  /** All that hold. */
  ruleIds: readonly string[];
}

/** What a violation says of its rule and ruling. */
export function ruledBy(
  { id, name, ruleType, severity }: CompilableRule,
  { action, policyId, policyVersionId }: Ruling,
) {
  return { ruleId: id, ruleName: name, ruleType, severity, action, policyId, policyVersionId };
}
