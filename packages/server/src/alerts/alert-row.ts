import type { Alert } from 'agentaudit-schemas';

import type { AlertsTable } from '../db/tables/rules.ts';
import { toInstant } from '../http/instant.ts';

export const alertColumns = [
  'id',
  'rule_id',
  'policy_id',
  'audit_log_id',
  'agent_id',
  'severity',
  'message',
  'count',
  'created_at',
  'resolved_at',
  'resolved_by',
  'note',
  'disposition',
] as const;

export type AlertRow = Pick<AlertsTable, (typeof alertColumns)[number]>;

export function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    ruleId: row.rule_id,
    policyId: row.policy_id,
    auditLogId: row.audit_log_id,
    agentId: row.agent_id,
    severity: row.severity,
    message: row.message,
    resolved: row.resolved_at !== null,
    resolvedAt: row.resolved_at === null ? null : toInstant(row.resolved_at),
    resolvedBy: row.resolved_by,
    note: row.note,
    disposition: row.disposition,
    count: row.count,
    createdAt: toInstant(row.created_at),
  };
}
