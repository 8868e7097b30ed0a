import type { ComplianceRule, RuleInput, RuleUpdate, Severity } from 'agentaudit-client';

import type { RuleAction, RuleScope, RuleType } from '../rule-words.ts';

/** A condition while it is being written: the server says whether it is one. */
export type DraftCondition = Record<string, unknown> & { scope?: RuleScope };

/** A rule while it is being written. */
export interface RuleDraft {
  name: string;
  description: string;
  ruleType: RuleType;
  /** One for each type that was tried, so that changing one's mind loses nothing. */
  conditions: Partial<Record<RuleType, DraftCondition>>;
  severity: Severity;
  /** Empty: its policies decide. */
  action: RuleAction | '';
  appliesTo: ComplianceRule['appliesTo'];
  isActive: boolean;
}

const firstConditions: Record<RuleType, DraftCondition> = {
  pii_detect: {},
  keyword_match: { keywords: [] },
  regex_match: { pattern: '' },
  rate_limit: { limit: 100, windowSeconds: 3600 },
  threshold: { path: 'metadata.cost_usd', operator: '>', value: 1 },
  expression: { cel: '' },
  sequence: { when: { actions: ['tool_use'] }, requires: { actions: ['hitl_decision'] } },
  prompt_injection: {},
};

export function newDraft(ruleType: RuleType = 'pii_detect'): RuleDraft {
  return {
    name: '',
    description: '',
    ruleType,
    conditions: {},
    severity: 'warning',
    action: 'flag',
    appliesTo: 'organization',
    isActive: true,
  };
}

type DraftSource = Pick<ComplianceRule, 'name' | 'description' | 'ruleType' | 'condition' | 'severity'> &
  Partial<Pick<ComplianceRule, 'action' | 'appliesTo' | 'isActive'>>;

/** The draft that changes a rule, or makes another like it. */
export function toDraft(rule: DraftSource): RuleDraft {
  const { name, description = '', ruleType, severity, action = '' } = rule;
  const { appliesTo = 'organization', isActive = true } = rule;
  const conditions = { [ruleType]: rule.condition as DraftCondition };
  return { name, description, ruleType, conditions, severity, action, appliesTo, isActive };
}

export function conditionOf({ ruleType, conditions }: RuleDraft): DraftCondition {
  return conditions[ruleType] ?? firstConditions[ruleType];
}

/** Another type takes the scope along: where to look does not hang on what to look for. */
export function withType(draft: RuleDraft, ruleType: RuleType): RuleDraft {
  const { scope } = conditionOf(draft);
  const condition = { ...(draft.conditions[ruleType] ?? firstConditions[ruleType]) };
  if (scope === undefined) delete condition.scope;
  else condition.scope = scope;
  return { ...draft, ruleType, conditions: { ...draft.conditions, [ruleType]: condition } };
}

export function toInput(draft: RuleDraft): RuleInput {
  const { name, description, ruleType, severity, action, appliesTo, isActive } = draft;
  return {
    name,
    ruleType,
    condition: conditionOf(draft),
    severity,
    appliesTo,
    isActive,
    ...(description === '' ? {} : { description }),
    ...(action === '' ? {} : { action }),
  } as RuleInput;
}

export function toUpdate(draft: RuleDraft): RuleUpdate {
  return { description: null, action: null, ...toInput(draft) };
}

/** Whether saving would change nothing. */
export function isSame(a: RuleDraft, b: RuleDraft): boolean {
  return JSON.stringify(toInput(a)) === JSON.stringify(toInput(b));
}
