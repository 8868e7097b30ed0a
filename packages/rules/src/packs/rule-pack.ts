import type { EventMatch, PackId, PackRule, RuleConditions, RuleType, Severity } from 'agentaudit-schemas';

import type { RuleEvent } from '../event.ts';

/** A text (a prompt), an event, or events of one trace of which the last is judged. */
export type PackExample = string | Partial<RuleEvent> | readonly Partial<RuleEvent>[];

/** A rule of a pack with what it must and must not find. */
export type PackRuleDefinition = PackRule & {
  positive: readonly PackExample[];
  negative: readonly PackExample[];
};

export interface RulePack {
  id: PackId;
  name: string;
  /** Says what it watches, and that it aids monitoring and is no certification. */
  description: string;
  rules: readonly PackRuleDefinition[];
}

/** Spells a rule out; `condition` is held to `ruleType`. */
export function packRule<Name extends RuleType>(
  key: string,
  name: string,
  ruleType: Name,
  condition: RuleConditions[Name],
  about: {
    severity: Severity;
    citation: string;
    description: string;
    positive: readonly PackExample[];
    negative: readonly PackExample[];
  },
): PackRuleDefinition {
  return { key, name, ruleType, condition, ...about };
}

export const disclaimer = 'It aids monitoring and is not a certification or legal advice.';

/** A human said yes. A decision that rejects or skips is no approval; one that does not say what it is counts. */
export const approval: EventMatch = {
  actions: ['hitl_decision', 'hitl_consume'],
  where: "!has(metadata.decision) || metadata.decision == 'approved'",
};
