import type { Database } from '../db/database.ts';
import type { JobHandler } from '../jobs/job.ts';
import { createReportHandler } from './build.ts';
import { createReportService, type ReportService } from './service.ts';
import { createReportStore, reportJob } from './store.ts';

export interface ReportsOptions {
  /** Told when there is a report to make. */
  onEnqueued: () => void;
  now: () => number;
}

/** The service behind the routes, and the handler of its job. */
export interface Reports {
  service: ReportService;
  handlers: Record<string, JobHandler>;
}

export function createReports(database: Database, { onEnqueued, now }: ReportsOptions): Reports {
  const store = createReportStore(database);
  return {
    service: createReportService({ store, onEnqueued, now }),
    handlers: { [reportJob]: createReportHandler(database, { store, now }) },
  };
}
