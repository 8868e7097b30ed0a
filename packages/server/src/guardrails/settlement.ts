import type { Database } from '../db/database.ts';
import { isOutage } from '../http/error-handler.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { settleDue } from './expectations.ts';
import type { RuleSets } from './rule-sets.ts';

const pollMs = 1000;
/** What follows may arrive a little late: clients send in batches. */
const graceMs = 2000;
const pruneEveryMs = 60_000;
/** A log may be sent some time after it happened, and then still wants what came before it. */
const keepExpiredMs = 3_600_000;
const limit = 200;

export interface SettlementOptions {
  ingest: Ingest;
  ruleSets: RuleSets;
  now: () => number;
  onError: (error: unknown) => void;
}

/** Records what should have followed and did not, and forgets what no rule will ask for any more. */
export function createSettlement(database: Database, { ingest, ruleSets, now, onError }: SettlementOptions) {
  let running: Promise<void> | undefined;
  let prunedAtMs = 0;
  let isClosed = false;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error: unknown) => {
        if (!isOutage(error)) onError(error);
      })
      .finally(() => {
        running = undefined;
      });
  }, pollMs);
  timer.unref();

  async function work(): Promise<void> {
    const dueBeforeMs = now() - graceMs;
    const organizations = await database.query
      .selectFrom('rule_expectations as x')
      .innerJoin('organizations as o', 'o.number', 'x.org')
      .select(['o.number', 'o.id'])
      .distinct()
      .where('x.due_at', '<=', dueBeforeMs)
      .execute();
    for (const organization of organizations) {
      for (let settled = limit; settled === limit && !isClosed;) {
        const told = await ingest.transact(organization, function* settle() {
          const due = yield* settleDue(database, { org: organization.number, ruleSets, dueBeforeMs, limit });
          return { result: due.settled, logs: due.logs };
        });
        settled = told.result;
      }
    }
    if (now() - prunedAtMs >= pruneEveryMs) await prune();
  }

  async function prune(): Promise<void> {
    prunedAtMs = now();
    await database.query
      .deleteFrom('rule_samples')
      .where('expires_at', '<', now() - keepExpiredMs)
      .execute();
  }

  return {
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await running;
    },
  };
}
