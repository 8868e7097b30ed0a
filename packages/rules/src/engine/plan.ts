import type { RuleAction } from 'agentaudit-schemas';
import { ruleActions } from 'agentaudit-schemas';

import type { CompilableRule } from '../compiled-rules.ts';
import type { PolicyInForce } from '../policy-in-force.ts';

/** What a hit of a rule does, and on whose word. */
export interface Ruling {
  action: RuleAction;
  policyId: string | null;
  policyVersionId: string | null;
}

export interface Rulings {
  /** What counts, or `null` where only shadow policies ask. */
  effective: Ruling | null;
  shadows: readonly Ruling[];
}

/** What a rule does for one agent, or `null` where it does not hold. */
export function ruleFor(
  rule: CompilableRule,
  agentId: string | null,
  policies: readonly PolicyInForce[],
): Rulings | null {
  const holding = policies.filter(
    (policy) =>
      (policy.isActive ?? true) &&
      agentId !== null &&
      policy.agentIds.includes(agentId) &&
      policy.ruleIds.includes(rule.id),
  );
  const shadows = holding.filter(({ shadow }) => shadow).map((policy) => rulingOf(rule, policy));
  const deciding = holding
    .filter(({ shadow }) => !shadow)
    .sort(
      (a, b) =>
        b.priority - a.priority ||
        strictness(rulingOf(rule, b).action) - strictness(rulingOf(rule, a).action) ||
        (a.id < b.id ? -1 : 1),
    )[0];
  if (deciding) return { effective: rulingOf(rule, deciding), shadows };
  if (rule.appliesTo === 'organization') {
    return { effective: { action: rule.action ?? 'flag', policyId: null, policyVersionId: null }, shadows };
  }
  return shadows.length > 0 ? { effective: null, shadows } : null;
}

export function strictness(action: RuleAction): number {
  return ruleActions.indexOf(action);
}

function rulingOf(rule: CompilableRule, policy: PolicyInForce): Ruling {
  return { action: rule.action ?? policy.mode, policyId: policy.id, policyVersionId: policy.versionId };
}
