import type { FastifyBaseLogger } from 'fastify';

import type { Database } from '../db/database.ts';
import type { JobHandler, Settlement } from './job.ts';
import { type ClaimedJob, createJobStore, leaseMs } from './job-store.ts';

/** How soon a job is found that another process enqueued. */
const pollMs = 500;
/** The longest pause between polls while the database does not answer. */
const outagePollMs = 10_000;
/** Jobs taken in one claim: small, so that `perOrganization` is looked at in between. */
const claimLimit = 4;

export interface WorkersOptions {
  /** By kind. */
  handlers: Record<string, JobHandler>;
  logger: FastifyBaseLogger;
  now: () => number;
}

/** Works off the jobs table. Every server process does; the leases share the jobs out. */
export function createWorkers(database: Database, { handlers, logger, now }: WorkersOptions) {
  const store = createJobStore(database);
  const stop = new AbortController();
  const running = new Map<ClaimedJob, Promise<void>>();
  let round: Promise<void> | undefined;
  let again = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let renewal: NodeJS.Timeout | undefined;

  /** Looks for work now, and not only at the next poll. */
  function wake(): void {
    if (stop.signal.aborted) return;
    again = true;
    round ??= rounds().finally(() => {
      round = undefined;
    });
  }

  async function rounds(): Promise<void> {
    clearTimeout(timer);
    while (again && !stop.signal.aborted) {
      again = false;
      try {
        for (const kind of Object.keys(handlers)) await claimAll(kind);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) logger.error({ err: error }, 'looking for jobs failed');
        break;
      }
    }
    if (stop.signal.aborted) return;
    timer = setTimeout(wake, Math.min(pollMs * 2 ** Math.min(failures, 10), outagePollMs));
    timer.unref();
  }

  async function claimAll(kind: string): Promise<void> {
    const handler = handlers[kind]!;
    const { concurrency, perOrganization = concurrency } = handler;
    while (!stop.signal.aborted) {
      const mine = [...running.keys()].filter((job) => job.kind === kind);
      const limit = Math.min(claimLimit, concurrency - mine.length);
      if (limit <= 0) return;
      const busy = Map.groupBy(mine, ({ org }) => org);
      const except = [...busy.keys()].filter((org) => busy.get(org)!.length >= perOrganization);
      const jobs = await store.claim(kind, { limit, nowMs: now(), except });
      for (const job of jobs) running.set(job, work(job, handler));
      if (jobs.length < limit) return;
    }
  }

  async function work(job: ClaimedJob, handler: JobHandler): Promise<void> {
    try {
      const settlement = await attempt(job, handler);
      if (settlement === undefined) await store.release(job, now());
      else await settle(job, settlement, handler);
    } catch (error) {
      logger.error({ err: error, job: job.id, kind: job.kind }, 'a job could not be settled');
      // A full disk may still take this. If not, the lease ends by itself, and the job is tried again.
      await settle(job, { outcome: 'retry', error: reasonOf(error) }, handler).catch(() => undefined);
    } finally {
      running.delete(job);
      wake();
    }
  }

  /** `undefined` when the server stops before there is a result. */
  async function attempt(job: ClaimedJob, handler: JobHandler): Promise<Settlement | undefined> {
    if (job.attempt > handler.retryDelaysMs.length + 1) {
      return { outcome: 'give_up', error: `The server ended ${job.attempt - 1} times while it worked on this` };
    }
    try {
      return await handler.run(job, { signal: stop.signal });
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      logger.warn({ err: error, job: job.id, kind: job.kind, attempt: job.attempt }, 'a job failed');
      return { outcome: 'retry', error: reasonOf(error) };
    }
  }

  async function settle(job: ClaimedJob, settlement: Settlement, handler: JobHandler): Promise<void> {
    const fate = await store.settle(job, settlement, { handler, nowMs: now() });
    if (fate === 'lost') logger.warn({ job: job.id, kind: job.kind }, 'a job was taken over by another process');
    if (fate === 'given_up')
      logger.error({ job: job.id, org: job.org, kind: job.kind, settlement }, 'a job was given up');
  }

  async function renew(): Promise<void> {
    const jobs = [...running.keys()];
    if (jobs.length === 0) return;
    await store
      .renew([...new Set(jobs.map(({ lease }) => lease))], jobs, now())
      .catch((error: unknown) => logger.error({ err: error }, 'keeping jobs failed'));
  }

  return {
    start: () => {
      renewal = setInterval(() => void renew(), leaseMs / 3);
      renewal.unref();
      wake();
    },
    wake,
    count: store.count,
    /** Stops what runs, hands it back to whoever comes next, and waits for that. */
    close: async () => {
      stop.abort(new Error('The server stops'));
      clearTimeout(timer);
      clearInterval(renewal);
      await round;
      await Promise.all(running.values());
    },
  };
}

export type Workers = ReturnType<typeof createWorkers>;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
