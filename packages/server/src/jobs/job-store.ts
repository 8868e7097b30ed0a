import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { Database } from '../db/database.ts';
import type { JobsTable } from '../db/tables/jobs.ts';
import type { Job, JobHandler, Settlement } from './job.ts';

/** How long a claim holds without being renewed: the delay until another process takes over from one that died. */
export const leaseMs = 30_000;

/** A job with the proof that it is ours. */
export interface ClaimedJob extends Job {
  lease: string;
}

export interface ClaimOptions {
  limit: number;
  nowMs: number;
  /** Organizations that have enough running already. */
  except: number[];
}

type JobRow = Pick<JobsTable, 'org' | 'id' | 'kind' | 'payload' | 'attempts' | 'created_at'>;

/** The jobs table as the workers use it. */
export function createJobStore(database: Database) {
  const { query } = database;

  /** Takes jobs that are due, the longest waiting first. No other process gets them until the lease ends. */
  async function claim(kind: string, { limit, nowMs, except }: ClaimOptions): Promise<ClaimedJob[]> {
    const lease = randomUUID();
    const elsewhere = except.length === 0 ? sql`` : sql`AND org NOT IN (${sql.join(except)})`;
    const lock = database.engine === 'postgres' ? sql`FOR UPDATE SKIP LOCKED` : sql``;
    const { rows } = await sql<JobRow>`
      WITH due AS MATERIALIZED (
        SELECT org, id FROM jobs WHERE kind = ${kind} AND state = 'waiting' AND run_at <= ${nowMs} ${elsewhere}
        ORDER BY run_at LIMIT ${limit} ${lock})
      UPDATE jobs SET lease = ${lease}, run_at = ${nowMs + leaseMs}, attempts = attempts + 1
      FROM due WHERE jobs.org = due.org AND jobs.id = due.id
      RETURNING jobs.org, jobs.id, jobs.kind, jobs.payload, jobs.attempts, jobs.created_at`.execute(query);
    return rows.map((row) => ({
      org: row.org,
      id: row.id,
      kind: row.kind,
      payload: JSON.parse(row.payload) as unknown,
      attempt: row.attempts,
      createdAtMs: row.created_at,
      lease,
    }));
  }

  /** Keeps jobs ours. */
  async function renew(leases: string[], jobs: { org: number; id: string }[], nowMs: number): Promise<void> {
    await query
      .updateTable('jobs')
      .set({ run_at: nowMs + leaseMs })
      .where('lease', 'in', leases)
      .where(
        'id',
        'in',
        jobs.map(({ id }) => id),
      )
      .where('org', 'in', [...new Set(jobs.map(({ org }) => org))])
      .where('state', '=', 'waiting')
      .execute();
  }

  /** Hands a job back as if it had not been claimed. */
  async function release(job: ClaimedJob, nowMs: number): Promise<void> {
    await mine(job)
      .set({ lease: null, run_at: nowMs, attempts: job.attempt - 1 })
      .execute();
  }

  function mine({ org, id, lease }: ClaimedJob, within = query) {
    return within.updateTable('jobs').where('org', '=', org).where('id', '=', id).where('lease', '=', lease);
  }

  /**
   * Ends an attempt in one transaction with what is to be recorded of it. `lost`: the job is no longer
   * ours, somebody else has it or has settled it, and nothing was written.
   */
  async function settle(
    job: ClaimedJob,
    settlement: Settlement,
    { handler, nowMs }: { handler: JobHandler; nowMs: number },
  ): Promise<'settled' | 'given_up' | 'lost'> {
    const next = nextAttempt(job, settlement, handler.retryDelaysMs, nowMs);
    return database.transaction(async (transaction) => {
      const { org, id, lease } = job;
      const changed =
        settlement.outcome === 'done'
          ? await transaction
              .deleteFrom('jobs')
              .where('org', '=', org)
              .where('id', '=', id)
              .where('lease', '=', lease)
              .returning('id')
              .executeTakeFirst()
          : await mine(job, transaction)
              .set({
                lease: null,
                ...(next === null ? { state: 'dead' } : { run_at: next }),
                ...(settlement.outcome === 'again'
                  ? { attempts: 0, last_error: null }
                  : { last_error: settlement.error }),
              })
              .returning('id')
              .executeTakeFirst();
      if (changed === undefined) return 'lost';
      await settlement.record?.(transaction, next);
      if (next !== null || !('error' in settlement)) return 'settled';
      await handler.abandon?.(transaction, job, settlement.error);
      return 'given_up';
    });
  }

  /** How many jobs of each kind wait or were given up. */
  async function count(): Promise<{ kind: string; state: string; jobs: number }[]> {
    return query
      .selectFrom('jobs')
      .select(['kind', 'state', sql<number>`count(*)`.as('jobs')])
      .groupBy(['kind', 'state'])
      .execute();
  }

  return { claim, renew, release, settle, count };
}

export type JobStore = ReturnType<typeof createJobStore>;

function nextAttempt(
  { attempt }: ClaimedJob,
  settlement: Settlement,
  retryDelaysMs: readonly number[],
  nowMs: number,
): number | null {
  if (settlement.outcome === 'again') return settlement.runAtMs;
  const delayMs = settlement.outcome === 'retry' ? retryDelaysMs[attempt - 1] : undefined;
  return delayMs === undefined ? null : nowMs + vary(delayMs);
}

/** By up to a tenth, so that what failed together does not come back together. */
function vary(delayMs: number): number {
  return Math.round(delayMs * (0.9 + Math.random() * 0.2));
}
