import type { ComplianceRule } from 'agentaudit-client';

/** The rules that a policy could take: not those that it holds, and not the copies that are another policy's own. */
export function rulesToAdd(
  rules: readonly ComplianceRule[],
  { policyId, held }: { policyId: string; held: readonly string[] },
): ComplianceRule[] {
  const taken = new Set(held);
  return rules.filter((rule) => !taken.has(rule.id) && (rule.policyId === undefined || rule.policyId === policyId));
}
