import { checkRule, type RuleProblem } from 'agentaudit-rules';
import { type ErrorDetail, limits, type RuleCondition, type RuleType } from 'agentaudit-schemas';

import type { Query } from '../db/database.ts';
import { errors } from '../errors.ts';
import { ruleStore } from './store.ts';

/** Throws a 400 that names each thing wrong with a condition, with its position in a pattern or expression. */
export function assertCondition(ruleType: RuleType, condition: RuleCondition): void {
  const problems = checkRule({ ruleType, condition });
  const [first] = problems;
  if (first === undefined) return;
  const details = problems.map((problem) => toDetail(problem));
  const place = first.position === undefined ? '' : ` (at position ${first.position})`;
  throw errors.invalid(`${first.field} ${first.message}${place}`, details);
}

function toDetail({ field, message, position }: RuleProblem): ErrorDetail {
  return { field, message: `${field} ${message}`, ...(position === undefined ? {} : { position }) };
}

/** Throws a 400 when an organization would have more rules than a set can hold. */
export async function assertRoomForRules(query: Query, org: number, more: number): Promise<void> {
  if ((await ruleStore.count(query, org)) + more > limits.rules) {
    throw errors.invalid(`An organization has at most ${limits.rules} rules`);
  }
}
