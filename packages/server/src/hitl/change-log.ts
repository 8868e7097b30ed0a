import type { AuditLogInput, HitlActor, HitlChangeKind } from 'agentaudit-schemas';
import { sql } from 'kysely';

import type { Query } from '../db/database.ts';
import type { HitlRequestsTable } from '../db/tables/hitl.ts';
import { newId } from '../ids.ts';
import { ask, type Script } from '../ingest/script.ts';

/** One change of one request, about to be written. */
export interface Change {
  row: HitlRequestsTable;
  change: HitlChangeKind;
  atMs: number;
  by: HitlActor | null;
  /** What the person had to say. */
  text?: string | null;
}

const actions: Record<HitlChangeKind, string> = {
  requested: 'hitl_request',
  voted: 'hitl_vote',
  decided: 'hitl_decision',
  timed_out: 'hitl_timeout',
  cancelled: 'hitl_cancel',
  consumed: 'hitl_consume',
};

/**
 * Appends changes of one organization to the list that the live stream reads, and returns the audit
 * logs that tell of them in the traces of their requests. The organization's head is locked, so the
 * positions have no gap and stand in the order of commits.
 */
export function* recordChanges(query: Query, changes: Change[]): Script<AuditLogInput[]> {
  const [first] = changes;
  if (first === undefined) return [];
  const { org } = first.row;
  const [last] = yield* ask(
    query
      .selectFrom('hitl_events')
      .select(sql<number>`coalesce(max(position), 0)`.as('position'))
      .where('org', '=', org),
  );
  const logs = changes.map((change) => toLog(change));
  yield* ask(
    query.insertInto('hitl_events').values(
      changes.map(({ row, change, atMs }, index) => ({
        org,
        position: last!.position + 1 + index,
        request_id: row.id,
        change,
        at: atMs,
        log_id: logs[index]!.id!,
      })),
    ),
  );
  return logs;
}

function toLog({ row, change, by, text = null }: Change): AuditLogInput {
  const isRequest = change === 'requested';
  return {
    id: isRequest ? row.log_id : newId('log'),
    action: actions[change],
    prompt: row.arguments,
    ...(text === null ? {} : { response: text }),
    agentId: row.agent_id,
    traceId: row.trace_id,
    ...parentOf(row, isRequest),
    metadata: {
      request_id: row.id,
      tool: row.tool_name,
      status: row.status,
      ...(row.decision === null ? {} : { decision: row.decision }),
      ...(by === null ? {} : { by }),
      ...(isRequest && row.reason !== null ? { reason: row.reason } : {}),
      ...(row.edited === 1 ? { edited: true } : {}),
      arguments_hash: row.arguments_hash,
      ...(change === 'decided' || change === 'timed_out' ? { latency_ms: row.decided_at! - row.requested_at } : {}),
    },
  };
}

/** Below what asked for the request; later changes below the request. */
function parentOf(row: HitlRequestsTable, isRequest: boolean): { parentSpanId?: string } {
  if (!isRequest) return { parentSpanId: row.log_id };
  return row.parent_span_id === null ? {} : { parentSpanId: row.parent_span_id };
}
