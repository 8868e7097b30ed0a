import { packs, type PackRuleDefinition, type RulePack } from 'agentaudit-rules';
import type { Pack } from 'agentaudit-schemas';

import type { RulesTable } from '../db/tables/rules.ts';
import { newId } from '../ids.ts';

const byId = new Map<string, RulePack>(packs.map((pack) => [pack.id, pack]));

export function findPack(packId: string): RulePack | undefined {
  return byId.get(packId);
}

export function toPack({ id, name, description, rules }: RulePack, installed: boolean): Pack {
  return {
    id,
    name,
    description,
    rules: rules.map((rule) => ({
      key: rule.key,
      name: rule.name,
      description: rule.description,
      ruleType: rule.ruleType,
      condition: rule.condition,
      severity: rule.severity,
      citation: rule.citation,
    })),
    installed,
  };
}

export interface PackRowOptions {
  org: number;
  nowMs: number;
  /** The policy that the copies belong to; without one they are the pack's own, for the whole organization. */
  policyId?: string;
}

/** The rules of a pack as rows. They have no action of their own: a policy's mode, or `flag`, says what a hit does. */
export function toRuleRow(
  pack: RulePack,
  rule: PackRuleDefinition,
  { org, nowMs, policyId }: PackRowOptions,
): RulesTable {
  return {
    org,
    id: newId('rule'),
    name: rule.name,
    description: `${rule.description} (${rule.citation})`,
    rule_type: rule.ruleType,
    condition: JSON.stringify(rule.condition),
    severity: rule.severity,
    action: null,
    applies_to: policyId === undefined ? 'organization' : 'policies',
    is_active: 1,
    pack_id: policyId === undefined ? pack.id : null,
    // A copy is no part of the pack, but its citation is the pack's still.
    pack_key: policyId === undefined ? rule.key : `${pack.id}/${rule.key}`,
    policy_id: policyId ?? null,
    created_at: nowMs,
    updated_at: nowMs,
  };
}
