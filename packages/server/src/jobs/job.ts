import type { Transaction } from 'kysely';

import type { Tables } from '../db/tables.ts';

/** A job while somebody works on it. */
export interface Job<Payload = unknown> {
  org: number;
  id: string;
  kind: string;
  payload: Payload;
  /** This one included, from 1. An attempt that a crash cut off counts. */
  attempt: number;
  createdAtMs: number;
}

/** Writes of the transaction that settles a job. `nextAttemptAtMs` is null when there will be none. */
export type Writes = (query: Transaction<Tables>, nextAttemptAtMs: number | null) => Promise<void>;

/** What became of an attempt. */
export type Settlement =
  | { outcome: 'done'; record?: Writes }
  /** Done for now: the same job runs again at this time, as if it were new. */
  | { outcome: 'again'; runAtMs: number; record?: Writes }
  /** Failed: tried again after the next delay, or given up when there is none. */
  | { outcome: 'retry'; error: string; record?: Writes }
  /** Failed for good. */
  | { outcome: 'give_up'; error: string; record?: Writes };

/**
 * Does the jobs of one kind. An attempt may be cut off at any point and made again, so whatever `run`
 * does outside `record` carries an id by which its receiver knows a repetition.
 */
export interface JobHandler<Payload = unknown> {
  /** Jobs at once in this process. */
  concurrency: number;
  /** Of those, how many for one organization, roughly: a slow receiver must not take all. Default: all. */
  perOrganization?: number;
  /** The pauses between attempts, each varied by a tenth. Their number and one is how often a job is tried. */
  retryDelaysMs: readonly number[];
  /** What it throws means `retry`. When `signal` aborts, throwing hands the job back uncounted. */
  run(job: Job<Payload>, context: { signal: AbortSignal }): Promise<Settlement>;
  /** In the transaction that gives the job up, whyever. */
  abandon?(query: Transaction<Tables>, job: Job<Payload>, error: string): Promise<void>;
}
