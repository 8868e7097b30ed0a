import type { ComplianceRule, Severity } from 'agentaudit-client';

import type { Tone } from '../../ui/badge.tsx';

export type RuleType = ComplianceRule['ruleType'];
export type RuleAction = NonNullable<ComplianceRule['action']>;

/** The condition of one rule type. */
export type ConditionOf<Name extends RuleType> = Extract<ComplianceRule, { ruleType: Name }>['condition'];
export type RuleScope = NonNullable<ConditionOf<'pii_detect'>['scope']>;

/** What each rule type is called, and when to take it. */
export const ruleTypes = {
  pii_detect: { name: 'Personal data', about: 'Personal data and secrets, found by built-in detectors.' },
  keyword_match: { name: 'Keywords', about: 'Words or phrases, up to 5,000 at once.' },
  regex_match: { name: 'Pattern', about: 'A regular expression in RE2 syntax, run in linear time.' },
  rate_limit: { name: 'Rate limit', about: 'Too many events in a window of time.' },
  threshold: { name: 'Threshold', about: 'A number such as a cost: in one event, or added up over a window.' },
  expression: { name: 'Expression', about: 'A CEL expression over the whole event.' },
  sequence: { name: 'Sequence', about: 'What must, or must not, come before or after within one trace.' },
  prompt_injection: {
    name: 'Prompt injection',
    about: 'Text that tries to take over the model. A heuristic: flag with it.',
  },
} as const satisfies Record<RuleType, { name: string; about: string }>;

export const ruleTypeNames = Object.keys(ruleTypes) as RuleType[];

export const severities = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

export const severityTones: Record<Severity, Tone> = { critical: 'bad', warning: 'warn', info: 'plain' };

/** What a hit does, from the mildest to the strictest. */
export const ruleActions = {
  log: { about: 'Note it in the log, and nothing more.', tone: 'plain' },
  flag: { about: 'Note it and raise an alert.', tone: 'warn' },
  redact: { about: 'Replace what was found before anything is stored.', tone: 'warn' },
  block: { about: 'Refuse the event; the refusal itself is recorded.', tone: 'bad' },
} as const satisfies Record<RuleAction, { about: string; tone: Tone }>;

export const ruleActionNames = Object.keys(ruleActions) as RuleAction[];
