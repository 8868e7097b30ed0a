import type {
  HitlAnswer,
  HitlConsumeInput,
  HitlDecisionInput,
  HitlPage,
  HitlRecord,
  HitlRequestInput,
  HitlStatsAnswer,
} from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import type { HitlRequestsTable } from '../db/tables/hitl.ts';
import type { OrganizationRef, Principal } from '../http/principal.ts';
import type { Ingest, Told } from '../ingest/ingest.ts';
import { checkMetadata } from '../ingest/metadata.ts';
import type { Script } from '../ingest/script.ts';
import { toToolArguments } from './arguments.ts';
import { createDecide } from './decide.ts';
import { hitlErrors } from './errors.ts';
import { type RawQuery, readAuditQuery, readPendingQuery, readStatsQuery } from './query.ts';
import { toRecord } from './record.ts';
import { createHitlSql, type VotedRequest } from './sql.ts';
import { readStats } from './stats.ts';
import type { HitlStore } from './store.ts';
import { createTransitions, toDetails, type Transition } from './transitions.ts';
import type { Waiters } from './waiters.ts';

export interface HitlServiceOptions {
  database: Database;
  ingest: Ingest;
  store: HitlStore;
  waiters: Waiters;
  /** Tells people of a new request, in the transaction that stores it. */
  notifyRequested: (organization: OrganizationRef, row: HitlRequestsTable) => Script;
  /** Told after each commit that changed a request. */
  onChanged: (organization: OrganizationRef) => void;
}

/** Whether a request was made now or before, and its record. */
export interface Requested {
  isNew: boolean;
  answer: HitlAnswer;
}

/** Approvals: asked by agents, given by people, used once. */
export function createHitlService({ database, ingest, store, waiters, ...options }: HitlServiceOptions) {
  const sql = createHitlSql(database);
  const transitions = createTransitions({ database, sql, notifyRequested: options.notifyRequested });
  const decideOnce = createDecide({ database, sql, transitions });

  /** Commits what a script changes, and tells whoever waits for it. */
  async function transact<Result>(
    organization: OrganizationRef,
    script: () => Script<Told<Result>>,
    changed: (result: Result) => HitlRequestsTable[],
  ): Promise<Result> {
    const { result, logs } = await ingest.transact(organization, script);
    if (logs.length === 0) return result;
    for (const { id, status } of changed(result)) if (status !== 'pending') waiters.wake(organization.number, id);
    options.onChanged(organization);
    return result;
  }

  async function change(principal: Principal, script: () => Script<Told<Transition>>): Promise<Transition> {
    const transition = await transact(principal.organization, script, ({ row }) => [row]);
    if (transition.isTooLate !== true) return transition;
    throw hitlErrors.conflict('timed_out', 'This request has timed out', toDetails(transition.row));
  }

  async function request(principal: Principal, input: HitlRequestInput): Promise<Requested> {
    checkMetadata(input.metadata, undefined);
    const asked = toToolArguments(input.tool.arguments, 'tool.arguments');
    const { isNew, ...made } = await change(principal, () => transitions.request(principal, input, asked));
    const message = isNew
      ? 'HITL request created successfully'
      : 'HITL request with this idempotency_key exists already';
    return { isNew, answer: toAnswer(message, made) };
  }

  async function decide(principal: Principal, input: HitlDecisionInput): Promise<HitlAnswer> {
    const { edited_arguments: edited } = input;
    if (edited !== undefined && input.decision !== 'approved') {
      throw hitlErrors.invalidField('edited_arguments', 'goes with the decision approved alone');
    }
    const made = edited === undefined ? undefined : toToolArguments(edited, 'edited_arguments');
    const decided = await change(principal, () => decideOnce(principal, input, made));
    const message =
      decided.row.status === 'pending'
        ? `Request ${input.request_id} needs more approvals`
        : `Request ${input.request_id} ${input.decision}`;
    return toAnswer(message, decided);
  }

  async function cancel(principal: Principal, id: string): Promise<HitlAnswer> {
    return toAnswer(`Request ${id} cancelled`, await change(principal, () => transitions.cancel(principal, id)));
  }

  async function consume(principal: Principal, id: string, input: HitlConsumeInput): Promise<HitlAnswer> {
    const used = toToolArguments(input.arguments, 'arguments');
    const consumed = await change(principal, () => transitions.consume(principal, id, used, input.attempt_id ?? null));
    return toAnswer(`Request ${id} consumed`, consumed);
  }

  async function get(
    { number, id: organizationId }: OrganizationRef,
    id: string,
    { waitMs, signal }: { waitMs: number; signal: AbortSignal },
  ): Promise<HitlAnswer> {
    const organization = { number, id: organizationId };
    let found = await fresh(organization, id);
    if (waitMs > 0 && found.row.status === 'pending') {
      const isSettled = async () => {
        found = await fresh(organization, id);
        return found.row.status !== 'pending';
      };
      await waiters.wait(number, id, { timeoutMs: waitMs, signal, isSettled });
      await isSettled();
    }
    return toAnswer('HITL request retrieved successfully', found);
  }

  /** A request as it is; one that is due times out first. */
  async function fresh(organization: OrganizationRef, id: string): Promise<VotedRequest> {
    const found = await store.find(organization.number, id);
    if (found === undefined) throw hitlErrors.requestNotFound(id);
    if (!found.isDue) return found;
    await expire(organization, [id]);
    return (await store.find(organization.number, id)) ?? found;
  }

  async function expire(organization: OrganizationRef, ids: string[]): Promise<void> {
    await transact(
      organization,
      () => transitions.expire(organization.number, ids),
      (rows) => rows,
    );
  }

  async function pending({ number }: OrganizationRef, raw: RawQuery): Promise<HitlPage> {
    const { page, filter } = readPendingQuery(raw);
    return toPage('pending HITL requests', await store.listPending(number, filter, page), page);
  }

  async function audit({ number }: OrganizationRef, raw: RawQuery): Promise<HitlPage> {
    const { page, filter } = readAuditQuery(raw);
    return toPage('HITL audit records', await store.listDecided(number, filter, page), page);
  }

  async function auditRecord({ number }: OrganizationRef, id: string): Promise<HitlAnswer> {
    const found = await store.find(number, id);
    if (found === undefined || found.row.decision === null) throw hitlErrors.recordNotFound(id);
    return toAnswer('HITL audit record retrieved successfully', found);
  }

  async function stats({ number }: OrganizationRef, raw: RawQuery): Promise<HitlStatsAnswer> {
    const data = await readStats(database, store, { org: number, filter: readStatsQuery(raw) });
    return { success: true, message: 'Successfully retrieved HITL statistics', data };
  }

  return { request, decide, cancel, consume, get, expire, pending, audit, auditRecord, stats };
}

export type HitlService = ReturnType<typeof createHitlService>;

function toAnswer(message: string, { row, votes }: VotedRequest): HitlAnswer {
  return { success: true, message, data: toRecord(row, votes) };
}

function toPage(
  what: string,
  { requests, total }: { requests: VotedRequest[]; total: number },
  { page, limit }: { page: number; limit: number },
): HitlPage {
  const data: HitlRecord[] = requests.map(({ row, votes }) => toRecord(row, votes));
  return {
    success: true,
    message: `Successfully retrieved ${data.length} of ${total} ${what}`,
    data,
    total,
    page,
    limit,
    has_next: page * limit < total,
    has_prev: page > 1,
  };
}
