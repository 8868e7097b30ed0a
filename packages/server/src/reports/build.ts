import type { ReportFormat, ReportType } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import { readStats } from '../hitl/stats.ts';
import { createHitlStore } from '../hitl/store.ts';
import type { JobHandler } from '../jobs/job.ts';
import { createActivity } from './activity.ts';
import { composeAuditActivity } from './audit-activity.ts';
import { composeComplianceSummary } from './compliance-summary.ts';
import { describeCoverage, describeGaps } from './coverage.ts';
import type { ReportDocument, Section } from './document.ts';
import { createReportFacts } from './facts.ts';
import { composeHitlOversight } from './hitl-oversight.ts';
import { scanLogs } from './scan.ts';
import { failReport, finishReport, type ReportStore } from './store.ts';
import { writeCsv } from './write-csv.ts';
import { writeJson } from './write-json.ts';

/** A report is tried again soon, then when the disk may have room again. */
const retryDelaysMs = [5000, 30_000, 300_000];
/** Rows change no more often than this. */
const progressEveryMs = 1000;
/** Progress at which the logs are read and the file is written. */
const scannedProgress = 0.95;

const titles: Record<ReportType, string> = {
  compliance_summary: 'Compliance summary',
  audit_activity: 'Audit activity',
  hitl_oversight: 'Human oversight',
};

const statement =
  'This report is generated from recorded data. It supports evidence for the provisions that it cites. ' +
  'It is not a certification, an audit opinion or legal advice, and it does not state that anybody meets a law or standard.';

export interface ReportHandlerOptions {
  store: ReportStore;
  now: () => number;
}

/** Makes the report that has the job's id. One that a crash cut off starts again; nothing is seen of it before it is whole. */
export function createReportHandler(database: Database, { store, now }: ReportHandlerOptions): JobHandler {
  const facts = createReportFacts(database);
  const approvals = createHitlStore(database);
  return {
    concurrency: 1,
    retryDelaysMs,
    run: async ({ org, id }, { signal }) => {
      const report = await store.get(org, id);
      if (report === undefined) return { outcome: 'done' };
      const deleted = new AbortController();
      let saidAtMs = 0;
      const onProgress = async (progress: number) => {
        if (performance.now() - saidAtMs < progressEveryMs) return;
        saidAtMs = performance.now();
        if (!(await store.setProgress(org, id, progress * scannedProgress))) deleted.abort();
      };
      await onProgress(0);
      const { from_at: fromMs, to_at: toMs } = report;
      const generatedAtMs = now();
      const log = await facts.logHead(org);
      const activity = createActivity({ fromMs, toMs });
      const window = {
        org,
        fromMs,
        toMs,
        size: log.size,
        signal: AbortSignal.any([signal, deleted.signal]),
        onProgress,
      };
      try {
        await scanLogs(database, window, activity.take);
      } catch (error) {
        if (deleted.signal.aborted) return { outcome: 'done' };
        throw error;
      }
      const coverage = { fromMs, toMs, generatedAtMs, log };
      const document: ReportDocument = {
        ...coverage,
        type: report.type as ReportType,
        title: titles[report.type as ReportType],
        organization: await facts.organization(org),
        statement,
        covers: describeCoverage(activity, coverage),
        gaps: describeGaps(activity, coverage),
        sections: await compose(),
      };
      const file = await write(document, report.format as ReportFormat);
      return { outcome: 'done', record: (query) => finishReport(query, { org, id, file, nowMs: now() }) };

      async function compose(): Promise<Section[]> {
        const packs = await facts.installedPacks(org);
        if (report!.type === 'audit_activity') return composeAuditActivity(activity, packs);
        if (report!.type === 'hitl_oversight') {
          return composeHitlOversight(await readStats(database, approvals, { org, filter: { fromMs, toMs } }), packs);
        }
        const [rules, alerts] = await Promise.all([facts.rules(org), facts.alerts(org, fromMs, toMs)]);
        return composeComplianceSummary({ activity, rules, packs, alerts });
      }
    },
    abandon: (query, { org, id }, error) => failReport(query, { org, id, error, nowMs: now() }),
  };
}

async function write(document: ReportDocument, format: ReportFormat): Promise<Buffer> {
  if (format === 'json') return writeJson(document);
  if (format === 'csv') return writeCsv(document);
  const { writePdf } = await import('./write-pdf.ts');
  return writePdf(document);
}
