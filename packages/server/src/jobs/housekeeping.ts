import { type RawBuilder, sql } from 'kysely';

import type { Database } from '../db/database.ts';
import type { JobHandler } from './job.ts';
import { enqueue } from './outbox.ts';

export const housekeeping = 'housekeeping';

const hour = 3600_000;
const day = 24 * hour;
/** How long the delivery log, jobs that were given up, and the ids of Stripe's events are kept. */
const keptMs = 30 * day;
/** Rows of one delete: nobody shall wait for it. */
const rowsPerDelete = 1000;

interface Aged {
  table: string;
  /** Of its rows. */
  key: string;
  /** Rows for which this holds go. */
  isOld: (nowMs: number) => RawBuilder<unknown>;
}

const aged: Aged[] = [
  { table: 'deliveries', key: 'id', isOld: (nowMs) => sql`created_at < ${nowMs - keptMs}` },
  { table: 'stripe_events', key: 'id', isOld: (nowMs) => sql`received_at < ${nowMs - keptMs}` },
  { table: 'jobs', key: 'id', isOld: (nowMs) => sql`state = 'dead' AND created_at < ${nowMs - keptMs}` },
  { table: 'refresh_tokens', key: 'hash', isOld: (nowMs) => sql`expires_at < ${nowMs}` },
];

/** Throws away what nobody asks for any more, once an hour in one of the server processes. */
export function createHousekeeping({ query }: Database, now: () => number): JobHandler {
  return {
    concurrency: 1,
    retryDelaysMs: [60_000, 60_000, 60_000],
    run: async (_job, { signal }) => {
      for (const { table, key, isOld } of aged) {
        let deleted = rowsPerDelete;
        while (deleted === rowsPerDelete && !signal.aborted) {
          const result = await sql`DELETE FROM ${sql.table(table)} WHERE ${sql.ref(key)} IN
            (SELECT ${sql.ref(key)} FROM ${sql.table(table)} WHERE ${isOld(now())} LIMIT ${rowsPerDelete})`.execute(
            query,
          );
          deleted = Number(result.numAffectedRows);
        }
      }
      return { outcome: 'again', runAtMs: now() + hour };
    },
    // Given up, it would never run again.
    abandon: async (transaction, { org, id }) => {
      await transaction
        .updateTable('jobs')
        .set({ state: 'waiting', attempts: 0, run_at: now() + hour })
        .where('org', '=', org)
        .where('id', '=', id)
        .execute();
    },
  };
}

/** Sees to it that the job is there, once for all server processes. */
export async function scheduleHousekeeping(database: Database, nowMs: number): Promise<void> {
  await enqueue(database.query, { org: 0, id: housekeeping, kind: housekeeping, payload: {}, nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
