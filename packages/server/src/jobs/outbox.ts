import type { Query } from '../db/database.ts';
import type { JobsTable } from '../db/tables/jobs.ts';
import { newId } from '../ids.ts';

export interface NewJob {
  /** The organization's number; 0 for work that belongs to none. */
  org: number;
  kind: string;
  /** Unique in the organization. Default: a new one. */
  id?: string;
  /** JSON: what the handler of the kind asks for. */
  payload: unknown;
  /** Not before this time, in milliseconds since 1970. Default: at once. */
  runAtMs?: number;
  nowMs?: number;
}

/**
 * The insert of a job, to be executed in the transaction that causes it, so that both happen or
 * neither: `await enqueue(transaction, job).execute()`, or `yield* ask(enqueue(database.query, job))`
 * in a script of the append path. A worker of any server process finds it within a second.
 */
export function enqueue(query: Query, job: NewJob) {
  return query.insertInto('jobs').values(toJobRow(job));
}

export function toJobRow({
  org,
  kind,
  payload,
  id = newId('job'),
  nowMs = Date.now(),
  runAtMs = nowMs,
}: NewJob): JobsTable {
  return {
    org,
    id,
    kind,
    payload: JSON.stringify(payload),
    state: 'waiting',
    run_at: runAtMs,
    attempts: 0,
    lease: null,
    last_error: null,
    created_at: nowMs,
  };
}
