import type { HitlActor, HitlDecisionInput } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import type { HitlRequestsTable, HitlVotesTable } from '../db/tables/hitl.ts';
import type { Principal } from '../http/principal.ts';
import type { Told } from '../ingest/ingest.ts';
import { ask, type Script } from '../ingest/script.ts';
import { assertMayDecide, toActor } from './actor.ts';
import type { ToolArguments } from './arguments.ts';
import { recordChanges } from './change-log.ts';
import { hitlErrors } from './errors.ts';
import type { HitlSql, VotedRequest } from './sql.ts';
import { toDetails, type Transition, type Transitions } from './transitions.ts';

export interface DecideOptions {
  database: Database;
  sql: HitlSql;
  transitions: Transitions;
}

/**
 * One person's word on a request. It decides when it refuses, or when enough people approved the very
 * same arguments: an approval never stands for arguments that its giver did not see.
 */
export function createDecide({ database, sql, transitions }: DecideOptions) {
  const { query } = database;

  return function* decide(
    principal: Principal,
    input: HitlDecisionInput,
    edited: ToolArguments | undefined,
  ): Script<Told<Transition>> {
    const org = principal.organization.number;
    const found = yield* transitions.findRequest(org, input.request_id);
    yield* assertMayDecide(database, principal, found.row);
    const hash = edited?.hash ?? found.row.asked_hash;
    const mine = found.votes.find(({ person }) => person === principal.person);
    const isRepeated =
      mine?.decision === input.decision && (input.decision !== 'approved' || mine.arguments_hash === hash);
    if (isRepeated && isBy(mine, principal) && stands(found.row, input, hash)) {
      return { result: { ...found, isNew: false }, logs: [] };
    }
    if (found.row.status !== 'pending') return yield* transitions.refuseDecided(found);
    assertAllowed(found.row, input);
    if (!isRepeated && mine !== undefined && input.decision === 'approved') {
      throw hitlErrors.conflict('already_voted', 'You approved other arguments already', toDetails(found.row));
    }

    const { nowMs, decidedAtMs } = yield* sql.readClock(org, found.row.id);
    const isFinal = input.decision !== 'approved' || agreeing(found, principal, hash) >= found.row.required_approvals;
    const change = isFinal
      ? {
          ...toDecided(found.row, principal, input, edited),
          decided_at: decidedAtMs,
          ...toGrant(found.row, input, nowMs),
        }
      : { required_approvals: found.row.required_approvals };
    const [row] = yield* ask(sql.updatePending(org, found.row.id).set(change));
    if (row === undefined) return yield* transitions.refuseDecided(found);
    if (isRepeated) return { result: { ...found, isNew: false }, logs: [] };

    yield* saveVote(toVote(found.row, principal, input, { edited, hash, decidedAtMs }));
    const logs = yield* recordChanges(query, [
      {
        row,
        change: isFinal ? 'decided' : 'voted',
        atMs: decidedAtMs,
        by: toActor(principal),
        text: input.operator_input ?? null,
      },
    ]);
    return { result: { ...(yield* sql.find(org, row.id))!, isNew: true }, logs };
  };

  function* saveVote(vote: HitlVotesTable): Script {
    yield* ask(
      query
        .insertInto('hitl_votes')
        .values(vote)
        .onConflict((conflict) => conflict.columns(['org', 'request_id', 'person']).doUpdateSet(vote)),
    );
  }
}

/** A person's key counts as that person, but it is another decider: whoever decided is named by credential. */
function isBy({ decided_by: decidedBy }: HitlVotesTable, { id }: Principal): boolean {
  return (JSON.parse(decidedBy) as HitlActor).id === id;
}

/** Whether the request was decided just so. */
function stands({ decision, arguments_hash }: HitlRequestsTable, input: HitlDecisionInput, hash: string): boolean {
  return decision === input.decision && (decision !== 'approved' || arguments_hash === hash);
}

/** People who approve these arguments, this one among them. */
function agreeing({ votes }: VotedRequest, { person }: Principal, hash: string): number {
  const others = votes.filter(
    (vote) => vote.decision === 'approved' && vote.arguments_hash === hash && vote.person !== person,
  );
  return others.length + 1;
}

function assertAllowed(row: HitlRequestsTable, { decision }: HitlDecisionInput): void {
  const allowed = row.allowed_decisions.split(' ');
  if (!allowed.includes(decision)) {
    throw hitlErrors.invalidField('decision', `must be one of ${allowed.join(', ')}: the request allows no other`);
  }
}

function toDecided(
  row: HitlRequestsTable,
  principal: Principal,
  { decision, operator_input: operatorInput = '' }: HitlDecisionInput,
  edited: ToolArguments | undefined,
) {
  const isEdited = edited !== undefined && edited.hash !== row.asked_hash;
  return {
    status: decision,
    decision,
    decided_by: JSON.stringify(toActor(principal)),
    decider_id: principal.id,
    operator_input: operatorInput === '' ? null : operatorInput,
    edited: isEdited ? 1 : 0,
    ...(isEdited ? { arguments: edited.text, arguments_hash: edited.hash, original_arguments: row.arguments } : {}),
  };
}

function toGrant(row: HitlRequestsTable, { decision }: HitlDecisionInput, nowMs: number) {
  return { grant_expires_at: decision === 'approved' ? nowMs + row.grant_ms : null };
}

function toVote(
  row: HitlRequestsTable,
  principal: Principal,
  input: HitlDecisionInput,
  { edited, hash, decidedAtMs }: { edited: ToolArguments | undefined; hash: string; decidedAtMs: number },
): HitlVotesTable {
  return {
    org: row.org,
    request_id: row.id,
    person: principal.person,
    decision: input.decision,
    decided_by: JSON.stringify(toActor(principal)),
    decided_at: decidedAtMs,
    operator_input: input.operator_input ?? null,
    arguments_hash: hash,
    edited_arguments: edited !== undefined && edited.hash !== row.asked_hash ? edited.text : null,
  };
}
