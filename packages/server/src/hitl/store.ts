import { type SelectQueryBuilder, sql } from 'kysely';
import type { HitlOutcome } from 'agentaudit-schemas';

import { databaseNow } from '../db/clock.ts';
import type { Database } from '../db/database.ts';
import type { HitlRequestsTable, HitlVotesTable } from '../db/tables/hitl.ts';
import type { Tables } from '../db/tables.ts';
import { totalOf } from '../http/total.ts';
import type { VotedRequest } from './sql.ts';

/** What a list of requests is narrowed down to. Times in milliseconds, both inclusive. */
export interface RequestFilter {
  decision?: HitlOutcome | undefined;
  agentId?: string | undefined;
  toolName?: string | undefined;
  decidedBy?: string | undefined;
  traceId?: string | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

export interface RequestPage {
  limit: number;
  offset: number;
  order: 'asc' | 'desc';
}

type RequestQuery = SelectQueryBuilder<Tables, 'hitl_requests', object>;

/** Reads requests for approval. Every question names the organization, and no answer leaves it. */
export function createHitlStore({ engine, query }: Database) {
  const now = databaseNow(engine);

  /** What the audit log lists: what was decided, and what timed out. */
  function decided(org: number, filter: RequestFilter): RequestQuery {
    let rows = narrow(
      query.selectFrom('hitl_requests').where('org', '=', org).where('decision', 'is not', null),
      filter,
    );
    if (filter.decision !== undefined) rows = rows.where('decision', '=', filter.decision);
    if (filter.decidedBy !== undefined) rows = rows.where('decider_id', '=', filter.decidedBy);
    if (filter.fromMs !== undefined) rows = rows.where('decided_at', '>=', filter.fromMs);
    if (filter.toMs !== undefined) rows = rows.where('decided_at', '<=', filter.toMs);
    return rows;
  }

  function pending(org: number, filter: RequestFilter): RequestQuery {
    // A literal, so that SQLite sees that the partial index serves.
    const rows = query.selectFrom('hitl_requests').where('org', '=', org).where('status', '=', sql.lit('pending'));
    return narrow(rows.where('expires_at', '>', now), filter);
  }

  async function page(
    rows: RequestQuery,
    column: 'decided_at' | 'requested_at',
    { limit, offset, order }: RequestPage,
  ): Promise<{ requests: VotedRequest[]; total: number }> {
    const found = await rows
      .selectAll()
      .orderBy(column, order)
      .orderBy('id', order)
      .limit(limit)
      .offset(offset)
      .execute();
    const total = await totalOf({ found: found.length, limit, offset }, async () => {
      const counted = rows.select(({ fn }) => fn.countAll<number>().as('total'));
      return (await counted.executeTakeFirstOrThrow()).total;
    });
    return { requests: await withVotes(found), total };
  }

  async function withVotes(rows: HitlRequestsTable[]): Promise<VotedRequest[]> {
    const [first] = rows;
    if (first === undefined) return [];
    const votes = await query
      .selectFrom('hitl_votes')
      .selectAll()
      .where('org', '=', first.org)
      .where(
        'request_id',
        'in',
        rows.map(({ id }) => id),
      )
      .orderBy('decided_at')
      .orderBy('person')
      .execute();
    const byRequest = new Map<string, HitlVotesTable[]>();
    for (const vote of votes) byRequest.set(vote.request_id, [...(byRequest.get(vote.request_id) ?? []), vote]);
    return rows.map((row) => ({ row, votes: byRequest.get(row.id) ?? [] }));
  }

  /** A request, and whether its time is up by the database's clock. */
  async function find(org: number, id: string): Promise<(VotedRequest & { isDue: boolean }) | undefined> {
    const found = await query
      .selectFrom('hitl_requests')
      .selectAll()
      .select(sql<number>`CASE WHEN status = 'pending' AND expires_at <= ${now} THEN 1 ELSE 0 END`.as('due'))
      .where('org', '=', org)
      .where('id', '=', id)
      .executeTakeFirst();
    if (found === undefined) return undefined;
    const { due, ...row } = found;
    return { ...(await withVotes([row]))[0]!, isDue: due === 1 };
  }

  /**
   * Some requests of any organization whose time is up, the longest due first, and how soon the next
   * one is, if that is within the horizon.
   */
  async function findDue({ limit, horizonMs }: { limit: number; horizonMs: number }) {
    const rows = await query
      .selectFrom('hitl_requests as r')
      .innerJoin('organizations as o', 'o.number', 'r.org')
      .select(['r.org', 'r.id', 'o.id as organizationId', sql<number>`r.expires_at - ${now}`.as('dueInMs')])
      .where('r.status', '=', sql.lit('pending'))
      .where('r.expires_at', '<=', sql<number>`${now} + ${horizonMs}`)
      .orderBy('r.expires_at')
      .limit(limit)
      .execute();
    return {
      due: rows.filter(({ dueInMs }) => dueInMs <= 0),
      nextInMs: rows.find(({ dueInMs }) => dueInMs > 0)?.dueInMs,
    };
  }

  return {
    listDecided: (org: number, filter: RequestFilter, at: RequestPage) => page(decided(org, filter), 'decided_at', at),
    listPending: (org: number, filter: RequestFilter, at: RequestPage) =>
      page(pending(org, filter), 'requested_at', at),
    decided,
    pending,
    find,
    findDue,
    /** Which of these requests are pending no longer. */
    findSettled: async (org: number, ids: string[]): Promise<string[]> => {
      const some =
        engine === 'sqlite'
          ? sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`
          : sql<string>`(SELECT unnest(${ids}::text[]))`;
      const rows = await query
        .selectFrom('hitl_requests')
        .select('id')
        .where('org', '=', org)
        .where('id', 'in', some)
        .where('status', '<>', 'pending')
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

export type HitlStore = ReturnType<typeof createHitlStore>;

function narrow(rows: RequestQuery, { agentId, toolName, traceId }: RequestFilter): RequestQuery {
  let narrowed = rows;
  if (agentId !== undefined) narrowed = narrowed.where('agent_id', '=', agentId);
  if (toolName !== undefined) narrowed = narrowed.where('tool_name', '=', toolName);
  if (traceId !== undefined) narrowed = narrowed.where('trace_id', '=', traceId);
  return narrowed;
}
