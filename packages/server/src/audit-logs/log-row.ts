import type { AuditLog, Violation } from 'agentaudit-schemas';

import type { LogEnvelopesTable, LogPayloadsTable } from '../db/tables.ts';
import { toInstant } from '../http/instant.ts';

/** The columns of a log as a query joins them: the payload's are null once it was erased. */
export type LogRow = Omit<LogEnvelopesTable, 'org' | 'commitment' | 'leaf_hash' | 'request_hash'> & {
  [Column in keyof Omit<LogPayloadsTable, 'org' | 'seq' | 'salt' | 'bytes'>]?: LogPayloadsTable[Column] | null;
};

export function toAuditLog(row: LogRow, { payload }: { payload: boolean }): AuditLog {
  return {
    id: row.id,
    sequence: row.seq,
    action: row.action,
    ...(payload ? toContent(row) : {}),
    agentId: row.agent_id ?? null,
    traceId: row.trace_id ?? null,
    parentSpanId: row.parent_span_id ?? null,
    sessionId: row.session_id ?? null,
    userId: row.user_id ?? null,
    timestamp: toInstant(row.timestamp),
    createdAt: toInstant(row.created_at),
    durationMs: row.duration_ms,
    status: row.status,
    source: row.source_instance === null ? null : { instanceId: row.source_instance, seq: row.source_seq ?? 0 },
    enforcementAction: row.enforcement_action,
    violations: typeof row.violations === 'string' ? (JSON.parse(row.violations) as Violation[]) : [],
  };
}

function toContent({ prompt = null, response = null, metadata }: LogRow) {
  return {
    prompt,
    response,
    metadata: typeof metadata === 'string' ? (JSON.parse(metadata) as Record<string, unknown>) : null,
  };
}
