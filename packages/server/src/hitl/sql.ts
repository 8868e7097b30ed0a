import { sql } from 'kysely';

import { databaseNow } from '../db/clock.ts';
import type { Database } from '../db/database.ts';
import type { HitlRequestsTable, HitlVotesTable } from '../db/tables/hitl.ts';
import { ask, type Script } from '../ingest/script.ts';

/** A request and each person's word on it. */
export interface VotedRequest {
  row: HitlRequestsTable;
  votes: HitlVotesTable[];
}

/** The statements that transitions are made of. All run while the organization's head is locked. */
export function createHitlSql({ engine, query }: Database) {
  const now = databaseNow(engine);

  function* find(org: number, id: string): Script<VotedRequest | undefined> {
    const [row] = yield* ask(query.selectFrom('hitl_requests').selectAll().where('org', '=', org).where('id', '=', id));
    if (row === undefined) return undefined;
    const votes = yield* ask(
      query
        .selectFrom('hitl_votes')
        .selectAll()
        .where('org', '=', org)
        .where('request_id', '=', id)
        .orderBy('decided_at')
        .orderBy('person'),
    );
    return { row, votes };
  }

  /**
   * The database's time, and the time to write on a decision: later than every earlier one, in the
   * order (time, id) that the audit log is paged by. So a record never appears on a page already read,
   * whatever the clock does.
   */
  function* readClock(org: number, id: string): Script<{ nowMs: number; decidedAtMs: number }> {
    const statement = sql<{ now: number; at: number | null; id: string | null }>`
      SELECT ${now} AS now, l.decided_at AS at, l.id FROM (SELECT 1 AS one) AS o LEFT JOIN (
        SELECT decided_at, id FROM hitl_requests WHERE org = ${org} AND decision IS NOT NULL
        ORDER BY decided_at DESC, id DESC LIMIT 1) AS l ON o.one = 1`;
    const [clock] = yield* ask({ compile: () => statement.compile(query) });
    const { now: nowMs, at, id: lastId } = clock!;
    const floorMs = at === null ? 0 : at + (lastId === null || id > lastId ? 0 : 1);
    return { nowMs, decidedAtMs: Math.max(nowMs, floorMs) };
  }

  /** An update of a request that is pending and in time, by the database's clock in the same statement. */
  function updatePending(org: number, id: string) {
    return query
      .updateTable('hitl_requests')
      .where('org', '=', org)
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .where('expires_at', '>', now)
      .returningAll();
  }

  return { now, find, readClock, updatePending };
}

export type HitlSql = ReturnType<typeof createHitlSql>;
