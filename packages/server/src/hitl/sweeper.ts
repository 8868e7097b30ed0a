import type { OrganizationRef } from '../http/principal.ts';
import type { HitlStore } from './store.ts';

/** Requests timed out at once: a crowd that is due together must not hold the append path up. */
const requestsPerRound = 100;
/** The longest sleep: what other server processes were asked meanwhile may be due by then. */
const maxSleepMs = 1000;

export interface SweeperOptions {
  store: HitlStore;
  expire: (organization: OrganizationRef, ids: string[]) => Promise<void>;
  onError: (error: unknown) => void;
}

/**
 * Times requests out when nobody decides. Every server process sweeps: each timeout is written by a
 * compare-and-set on the database's clock, so none is lost or doubled, whoever stops, sleeps or starts.
 */
export function createSweeper({ store, expire, onError }: SweeperOptions) {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    const sleepMs = await sweep().catch((error: unknown) => {
      onError(error);
      return maxSleepMs;
    });
    if (!isClosed) timer = setTimeout(start, sleepMs).unref();
  }

  function start(): void {
    running = run();
  }

  /** Times out what is due, and says when to look again. */
  async function sweep(): Promise<number> {
    const { due, nextInMs = maxSleepMs } = await store.findDue({
      limit: requestsPerRound,
      horizonMs: maxSleepMs,
    });
    const byOrganization = Map.groupBy(due, ({ org }) => org);
    for (const [number, requests] of byOrganization) {
      await expire(
        { number, id: requests[0]!.organizationId },
        requests.map(({ id }) => id),
      );
    }
    return due.length === requestsPerRound ? 0 : Math.max(1, Math.min(nextInMs, maxSleepMs));
  }

  start();
  return {
    /** Resolves when nothing more will be written. */
    close: async (): Promise<void> => {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
