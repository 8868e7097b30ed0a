import type { Database } from '../db/database.ts';
import type { HitlRequestsTable } from '../db/tables/hitl.ts';
import type { Live } from '../events/live.ts';
import { exceptOutages } from '../http/error-handler.ts';
import type { OrganizationRef } from '../http/principal.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Script } from '../ingest/script.ts';
import { createHitlService } from './service.ts';
import { createHitlStore } from './store.ts';
import { createSweeper } from './sweeper.ts';
import { createWaiters } from './waiters.ts';

export interface ApprovalsOptions {
  ingest: Ingest;
  live: Live;
  /** Tells people of a new request, in the transaction that stores it. */
  notifyRequested: (organization: OrganizationRef, row: HitlRequestsTable) => Script;
  onError: (error: unknown) => void;
}

/** Approvals with what keeps them going: those who wait, and the clock that runs out. */
export function createApprovals(database: Database, { ingest, live, notifyRequested, ...options }: ApprovalsOptions) {
  const onError = exceptOutages(options.onError);
  const store = createHitlStore(database);
  const waiters = createWaiters({ pulse: live.pulse, findSettled: store.findSettled, onError });
  const service = createHitlService({
    database,
    ingest,
    store,
    waiters,
    notifyRequested,
    onChanged: ({ number }) => live.committed(number, 'hitl', { hint: true }),
  });
  const sweeper = createSweeper({ store, expire: service.expire, onError });

  return {
    service,
    /** Answers those who wait, as things stand. */
    release: waiters.close,
    close: sweeper.close,
  };
}
