import type { HitlActor, HitlRates, HitlStats } from 'agentaudit-schemas';
import { sql } from 'kysely';

import { databaseNow } from '../db/clock.ts';
import type { Database } from '../db/database.ts';
import type { HitlStore, RequestFilter } from './store.ts';

/** Decided sooner than anybody reads. */
const hastyMs = 3000;
/** Deciders and tools listed, the busiest first. */
const groups = 100;

interface Counts {
  total: number;
  approved: number;
  rejected: number;
  skipped: number;
  timeout: number;
  edited: number;
  hasty: number;
}

const count = (condition: string) => sql<number>`coalesce(sum(CASE WHEN ${sql.raw(condition)} THEN 1 ELSE 0 END), 0)`;
const counts = [
  sql<number>`count(*)`.as('total'),
  count(`decision = 'approved'`).as('approved'),
  count(`decision = 'rejected'`).as('rejected'),
  count(`decision = 'skipped'`).as('skipped'),
  count(`decision = 'timeout'`).as('timeout'),
  count(`edited = 1`).as('edited'),
  count(`decision <> 'timeout' AND decided_at - requested_at < ${hastyMs}`).as('hasty'),
] as const;

/** Adds up how approvals work: who decides, how fast, and whether anybody reads before. */
export async function readStats(
  database: Database,
  store: HitlStore,
  { org, filter }: { org: number; filter: RequestFilter },
): Promise<HitlStats> {
  const age = sql<number>`${databaseNow(database.engine)} - requested_at`;
  const pending = store.pending(org, filter);
  const decided = store.decided(org, filter);
  const byPeople = decided.where('decision', '<>', 'timeout');
  const waited = sql<number>`decided_at - requested_at`;

  const all = await decided.select(counts).executeTakeFirstOrThrow();
  const people = all.total - all.timeout;
  const waiting = await pending.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  // Of a few names for one decider, any: they are told apart by the id.
  const deciders = await decided
    .where('decider_id', 'is not', null)
    .select(['decider_id as id', sql<string>`max(decided_by)`.as('decidedBy'), ...counts])
    .groupBy('decider_id')
    .orderBy('total', 'desc')
    .orderBy('decider_id')
    .limit(groups)
    .execute();
  const tools = await decided
    .select(['tool_name as name', ...counts])
    .groupBy('tool_name')
    .orderBy('total', 'desc')
    .orderBy('tool_name')
    .limit(groups)
    .execute();

  /** The value so far along the sorted ones, 0 to 1. */
  async function percentile(rows: typeof decided, value: typeof age, rank: number, total: number) {
    if (total === 0) return null;
    const row = await rows
      .select(value.as('ms'))
      .orderBy('ms')
      .limit(1)
      .offset(Math.min(total - 1, Math.floor(rank * total)))
      .executeTakeFirst();
    return row === undefined ? null : Math.max(0, row.ms) / 1000;
  }

  return {
    pending: {
      count: waiting.total,
      oldest_seconds: await percentile(pending, age, 1, waiting.total),
      p50_seconds: await percentile(pending, age, 0.5, waiting.total),
      p95_seconds: await percentile(pending, age, 0.95, waiting.total),
    },
    decisions: {
      total: all.total,
      approved: all.approved,
      rejected: all.rejected,
      skipped: all.skipped,
      timeout: all.timeout,
      edited: all.edited,
    },
    wait: {
      p50_seconds: await percentile(byPeople, waited, 0.5, people),
      p95_seconds: await percentile(byPeople, waited, 0.95, people),
    },
    decided_under_3s: share(all.hasty, people),
    by_decider: deciders.map(({ id, decidedBy, ...row }) => {
      const { type, name } = JSON.parse(decidedBy) as HitlActor;
      return Object.assign(toRates(row), { id: id!, type, name });
    }),
    by_tool: tools.map(({ name, ...row }) => Object.assign(toRates(row), { name })),
  };
}

function toRates({ hasty, ...row }: Counts): HitlRates {
  return {
    ...row,
    approval_rate: share(row.approved, row.total),
    decided_under_3s: share(hasty, row.total - row.timeout),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
