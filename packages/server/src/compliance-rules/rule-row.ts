import type { ComplianceRule } from 'agentaudit-schemas';

import type { RulesTable } from '../db/tables/rules.ts';
import { toInstant } from '../http/instant.ts';

export const ruleColumns = [
  'id',
  'name',
  'description',
  'rule_type',
  'condition',
  'severity',
  'action',
  'applies_to',
  'is_active',
  'pack_id',
  'policy_id',
  'created_at',
  'updated_at',
] as const;

export type RuleRow = Pick<RulesTable, (typeof ruleColumns)[number]>;

export function toRule(row: RuleRow): ComplianceRule {
  return {
    id: row.id,
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    ruleType: row.rule_type,
    condition: JSON.parse(row.condition),
    severity: row.severity,
    ...(row.action === null ? {} : { action: row.action }),
    appliesTo: row.applies_to,
    isActive: row.is_active === 1,
    ...(row.pack_id === null ? {} : { packId: row.pack_id }),
    ...(row.policy_id === null ? {} : { policyId: row.policy_id }),
    createdAt: toInstant(row.created_at),
    updatedAt: toInstant(row.updated_at),
  };
}
