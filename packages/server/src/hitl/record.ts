import type { HitlActor, HitlDecision, HitlRecord, HitlVote } from 'agentaudit-schemas';

import type { HitlRequestsTable, HitlVotesTable } from '../db/tables/hitl.ts';
import { toInstant } from '../http/instant.ts';

/** A request as the API shows it. */
export function toRecord(row: HitlRequestsTable, votes: HitlVotesTable[]): HitlRecord {
  return {
    request_id: row.id,
    status: row.status,
    decision: row.decision,
    outcome: outcomeOf(row),
    timestamp: toInstant(row.decided_at ?? row.requested_at),
    agent: { id: row.agent_id, name: row.agent_name },
    tool: {
      name: row.tool_name,
      arguments: parse(row.arguments),
      description: row.tool_description,
      ...(row.original_arguments === null ? {} : { original_arguments: parse(row.original_arguments) }),
    },
    metadata: parse(row.metadata),
    reason: row.reason,
    trace_id: row.trace_id,
    parent_span_id: row.parent_span_id,
    log_id: row.log_id,
    requested_at: toInstant(row.requested_at),
    requested_by: JSON.parse(row.requested_by) as HitlActor,
    expires_at: toInstant(row.expires_at),
    on_timeout: row.on_timeout,
    allowed_decisions: row.allowed_decisions.split(' ') as HitlDecision[],
    required_approvals: row.required_approvals,
    votes: votes.map((vote) => toVote(vote)),
    decided_at: instantOrNull(row.decided_at),
    decided_by: row.decided_by === null ? null : (JSON.parse(row.decided_by) as HitlActor),
    operator_input: row.operator_input,
    edited: row.edited === 1,
    arguments_hash: row.arguments_hash,
    wait_ms: row.decided_at === null ? null : row.decided_at - row.requested_at,
    grant_expires_at: instantOrNull(row.grant_expires_at),
    consumed_at: instantOrNull(row.consumed_at),
    cancelled_at: instantOrNull(row.cancelled_at),
  };
}

/** What the agent is to do. */
function outcomeOf({ decision, on_timeout }: HitlRequestsTable): HitlDecision | null {
  if (decision !== 'timeout') return decision;
  return on_timeout === 'skip' ? 'skipped' : 'rejected';
}

function toVote(vote: HitlVotesTable): HitlVote {
  return {
    decision: vote.decision,
    decided_by: JSON.parse(vote.decided_by) as HitlActor,
    decided_at: toInstant(vote.decided_at),
    operator_input: vote.operator_input,
    arguments_hash: vote.arguments_hash,
    ...(vote.edited_arguments === null ? {} : { edited_arguments: parse(vote.edited_arguments) }),
  };
}

function parse(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : toInstant(ms);
}
