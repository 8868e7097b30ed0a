import { compile, createMemoryHistory, type RuleEvent } from 'agentaudit-rules';
import type { ComplianceRule, RuleTest, RuleTestResult } from 'agentaudit-schemas';

import { errors } from '../errors.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { assertCondition } from './check.ts';
import type { RuleService } from './service.ts';

export type RuleTester = (organization: OrganizationRef, test: RuleTest) => Promise<RuleTestResult>;

/** Tries one rule on one event, active or not, over an empty history. Nothing is stored. */
export function createRuleTester(rules: RuleService): RuleTester {
  return async (organization, test) => {
    const rule = test.ruleId === undefined ? draftOf(test) : await rules.get(organization, test.ruleId);
    const action = test.action ?? rule.action;
    const tried = { ...rule, appliesTo: 'organization', isActive: true, ...(action ? { action } : {}) } as const;
    const event = eventOf(test);
    const verdict = compile([tried]).evaluate(event, { history: createMemoryHistory() });
    const { prompt = null, response = null, metadata = null } = verdict.event;
    return {
      matched: verdict.violations.length > 0,
      enforcementAction: verdict.enforcementAction,
      violations: verdict.violations,
      content: { prompt, response, metadata },
      skipped: verdict.skipped[0]?.reason ?? null,
    };
  };
}

function draftOf({ ruleType, condition }: RuleTest): ComplianceRule {
  if (ruleType === undefined) throw errors.invalidField('ruleType', 'or ruleId is required');
  if (condition === undefined) throw errors.invalidField('condition', 'is required with ruleType');
  assertCondition(ruleType, condition);
  return { id: 'draft', name: 'draft', ruleType, condition, severity: 'warning' } as ComplianceRule;
}

function eventOf({ text, event }: RuleTest): RuleEvent {
  if ((text === undefined) === (event === undefined))
    throw errors.invalidField('text', 'or event is required: give one');
  return { action: 'llm_call', ...(event ?? { prompt: text! }) };
}
