import { hitlDecisions, hitlLimits, type HitlRequestInput } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import type { HitlRequestsTable } from '../db/tables/hitl.ts';
import type { OrganizationRef, Principal } from '../http/principal.ts';
import { newId } from '../ids.ts';
import type { Told } from '../ingest/ingest.ts';
import { ask, type Script } from '../ingest/script.ts';
import { toActor } from './actor.ts';
import type { ToolArguments } from './arguments.ts';
import { type Change, recordChanges } from './change-log.ts';
import { hitlErrors } from './errors.ts';
import { newRequestId } from './request-id.ts';
import type { HitlSql, VotedRequest } from './sql.ts';

/** What a transition left behind. */
export interface Transition extends VotedRequest {
  /** Whether this call made a change; false where it repeats an earlier one. */
  isNew: boolean;
  /** The request had timed out: that was written in place of what was asked. */
  isTooLate?: boolean;
}

export interface TransitionOptions {
  database: Database;
  sql: HitlSql;
  /** Tells people of a new request, in the transaction that stores it. */
  notifyRequested: (organization: OrganizationRef, row: HitlRequestsTable) => Script;
}

/** The changes of a request other than decisions, each with the audit logs that tell of it. */
export function createTransitions({ database, sql, notifyRequested }: TransitionOptions) {
  const { query } = database;

  function* request(principal: Principal, input: HitlRequestInput, asked: ToolArguments): Script<Told<Transition>> {
    const org = principal.organization.number;
    const id = newRequestId();
    const { nowMs } = yield* sql.readClock(org, id);
    const [row] = yield* ask(
      query
        .insertInto('hitl_requests')
        .values(toRow(principal, input, { id, asked, nowMs }))
        .onConflict((conflict) => conflict.doNothing())
        .returningAll(),
    );
    if (row === undefined) return { result: yield* findFirst(org, input, asked), logs: [] };
    yield* notifyRequested(principal.organization, row);
    const logs = yield* recordChanges(query, [{ row, change: 'requested', atMs: nowMs, by: toActor(principal) }]);
    return { result: { row, votes: [], isNew: true }, logs };
  }

  /** The request that was made with the same idempotency key. */
  function* findFirst(org: number, input: HitlRequestInput, asked: ToolArguments): Script<Transition> {
    const [first] = yield* ask(
      query
        .selectFrom('hitl_requests')
        .select(['id', 'asked_hash'])
        .where('org', '=', org)
        .where('agent_id', '=', input.agent_id)
        .where('tool_name', '=', input.tool.name)
        .where('idempotency_key', '=', input.idempotency_key!),
    );
    if (first!.asked_hash !== asked.hash) {
      throw hitlErrors.conflict(
        'idempotency_key_reused',
        'This idempotency_key belongs to a request with other arguments',
        { request_id: first!.id },
      );
    }
    return { ...(yield* sql.find(org, first!.id))!, isNew: false };
  }

  function* cancel(principal: Principal, id: string): Script<Told<Transition>> {
    const org = principal.organization.number;
    const { nowMs } = yield* sql.readClock(org, id);
    const [row] = yield* ask(sql.updatePending(org, id).set({ status: 'cancelled', cancelled_at: nowMs }));
    if (row === undefined) {
      const found = yield* findRequest(org, id);
      if (found.row.status === 'cancelled') return { result: { ...found, isNew: false }, logs: [] };
      return yield* refuseDecided(found);
    }
    const { votes } = (yield* sql.find(org, id))!;
    const logs = yield* recordChanges(query, [{ row, change: 'cancelled', atMs: nowMs, by: toActor(principal) }]);
    return { result: { row, votes, isNew: true }, logs };
  }

  function* consume(
    principal: Principal,
    id: string,
    used: ToolArguments,
    attemptId: string | null,
  ): Script<Told<Transition>> {
    const org = principal.organization.number;
    const { nowMs } = yield* sql.readClock(org, id);
    const [row] = yield* ask(
      query
        .updateTable('hitl_requests')
        .set({ status: 'consumed', consumed_at: nowMs, consumer_id: principal.id, attempt_id: attemptId })
        .where('org', '=', org)
        .where('id', '=', id)
        .where('status', '=', 'approved')
        .where('arguments_hash', '=', used.hash)
        .where('grant_expires_at', '>', sql.now)
        .returningAll(),
    );
    const found = yield* findRequest(org, id);
    if (row !== undefined) {
      const logs = yield* recordChanges(query, [{ row, change: 'consumed', atMs: nowMs, by: toActor(principal) }]);
      return { result: { ...found, isNew: true }, logs };
    }
    if (found.row.status === 'pending') return yield* refuseUndecided(found);
    const isSameAttempt =
      found.row.status === 'consumed' &&
      attemptId !== null &&
      found.row.attempt_id === attemptId &&
      found.row.consumer_id === principal.id &&
      found.row.arguments_hash === used.hash;
    if (!isSameAttempt) throw toRefusal(found.row, used);
    return { result: { ...found, isNew: false }, logs: [] };
  }

  /** Times out those of the requests that are due, and leaves the others alone. */
  function* expire(org: number, ids: string[]): Script<Told<HitlRequestsTable[]>> {
    const lowestId = ids.toSorted()[0] ?? '';
    const { decidedAtMs } = yield* sql.readClock(org, lowestId);
    const rows = yield* ask(
      query
        .updateTable('hitl_requests')
        .set({ status: 'timeout', decision: 'timeout', decided_at: decidedAtMs })
        .where('org', '=', org)
        .where('id', 'in', ids)
        .where('status', '=', 'pending')
        .where('expires_at', '<=', sql.now)
        .returningAll(),
    );
    const changes = rows.map((row): Change => ({ row, change: 'timed_out', atMs: decidedAtMs, by: null }));
    return { result: rows, logs: yield* recordChanges(query, changes) };
  }

  function* findRequest(org: number, id: string): Script<VotedRequest> {
    const found = yield* sql.find(org, id);
    if (found === undefined) throw hitlErrors.requestNotFound(id);
    return found;
  }

  /** For what takes a pending request: it times out here and now when it is due. */
  function* refuseDecided({ row, votes }: VotedRequest): Script<Told<Transition>> {
    if (row.status !== 'pending') {
      throw hitlErrors.conflict('already_decided', `This request is ${row.status} already`, toDetails(row));
    }
    const { result, logs } = yield* expire(row.org, [row.id]);
    return { result: { row: result[0] ?? row, votes, isNew: false, isTooLate: true }, logs };
  }

  function* refuseUndecided(found: VotedRequest): Script<Told<Transition>> {
    const { result, logs } = yield* expire(found.row.org, [found.row.id]);
    if (result[0] !== undefined) return { result: { ...found, row: result[0], isNew: false, isTooLate: true }, logs };
    throw hitlErrors.conflict('not_approved', 'This request is not decided yet', toDetails(found.row));
  }

  return { request, cancel, consume, expire, findRequest, refuseDecided };
}

export type Transitions = ReturnType<typeof createTransitions>;

export function toDetails(row: HitlRequestsTable): Record<string, unknown> {
  return { request_id: row.id, status: row.status, decision: row.decision };
}

function toRow(
  principal: Principal,
  input: HitlRequestInput,
  { id, asked, nowMs }: { id: string; asked: ToolArguments; nowMs: number },
): HitlRequestsTable {
  return {
    org: principal.organization.number,
    id,
    status: 'pending',
    decision: null,
    agent_id: input.agent_id,
    agent_name: input.agent_name ?? input.agent_id,
    tool_name: input.tool.name,
    tool_description: input.tool.description ?? null,
    arguments: asked.text,
    arguments_hash: asked.hash,
    original_arguments: null,
    asked_hash: asked.hash,
    reason: input.reason ?? null,
    metadata: JSON.stringify(input.metadata ?? {}),
    trace_id: input.trace_id ?? id,
    parent_span_id: input.parent_span_id ?? null,
    log_id: newId('log'),
    requested_by: JSON.stringify(toActor(principal)),
    requested_at: nowMs,
    expires_at: nowMs + Math.round((input.timeout_seconds ?? hitlLimits.timeoutDefaultSeconds) * 1000),
    on_timeout: input.on_timeout ?? 'reject',
    allowed_decisions: (input.allowed_decisions ?? hitlDecisions).join(' '),
    required_approvals: input.required_approvals ?? 1,
    grant_ms: Math.round((input.grant_seconds ?? hitlLimits.grantDefaultSeconds) * 1000),
    idempotency_key: input.idempotency_key ?? null,
    decided_at: null,
    decided_by: null,
    decider_id: null,
    operator_input: null,
    edited: 0,
    grant_expires_at: null,
    consumed_at: null,
    consumer_id: null,
    attempt_id: null,
    cancelled_at: null,
  };
}

/** Why this approval does not let these arguments run. */
function toRefusal(row: HitlRequestsTable, used: ToolArguments): Error {
  const details = toDetails(row);
  if (row.status === 'consumed') {
    return hitlErrors.conflict(
      'already_consumed',
      'This approval was consumed already: the tool must not run',
      details,
    );
  }
  if (row.status !== 'approved') {
    return hitlErrors.conflict('not_approved', `This request is ${row.status}: the tool must not run`, details);
  }
  if (row.arguments_hash !== used.hash) {
    return hitlErrors.conflict(
      'arguments_differ',
      'These are not the arguments that were approved: the tool must not run',
      { ...details, approved_arguments_hash: row.arguments_hash, arguments_hash: used.hash },
    );
  }
  return hitlErrors.conflict('grant_expired', 'This approval has expired: the tool must not run', details);
}
