import type { ProblemAt } from '../editor/rule-problems.ts';
import type { ConditionOf, RuleType } from '../rule-words.ts';

/** What the editor of one rule type's condition is given. */
export interface ConditionFieldsProps<Name extends RuleType> {
  condition: Partial<ConditionOf<Name>>;
  /** Sets what is named, and leaves out what is set to `undefined`. */
  onChange: (change: Partial<Record<keyof ConditionOf<Name>, unknown>>) => void;
  /** By the field's name in the condition. */
  problemAt: ProblemAt;
}

/** An empty input is a field left out. */
export function numberOf({ value, valueAsNumber }: HTMLInputElement): number | undefined {
  return value === '' || Number.isNaN(valueAsNumber) ? undefined : valueAsNumber;
}

/** Removes what is undefined, so that the condition is what would be sent. */
export function patched<Condition extends object>(condition: Condition, change: object): Condition {
  const entries = Object.entries({ ...condition, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Condition;
}
