import type { ComplianceRule, Policy } from 'agentaudit-client';

import type { Tone } from '../../ui/badge.tsx';
import { type RuleAction, ruleActions } from '../rules/rule-words.ts';

/** What a hit of a rule without an action of its own does, from the strictest to the mildest. */
export const policyModes = {
  block: ruleActions.block,
  flag: ruleActions.flag,
  log: ruleActions.log,
} as const satisfies Record<Policy['mode'], { about: string; tone: Tone }>;

export const policyModeNames = Object.keys(policyModes) as Policy['mode'][];

/** What a hit of this rule does under a policy. */
export function actionUnder(rule: Pick<ComplianceRule, 'action'>, policy: Pick<Policy, 'mode'>): RuleAction {
  return rule.action ?? policy.mode;
}

/** `1 rule`, `2 rules`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? singular : plural}`;
}
