import { type Page, type PageQuery, type Report, type ReportFormat, type ReportInput } from 'agentaudit-schemas';

import { errors } from '../errors.ts';
import { pageById } from '../http/id-page.ts';
import { parseInstant, toInstant } from '../http/instant.ts';
import type { OrganizationRef, Principal } from '../http/principal.ts';
import { type ReportStore, toReport } from './store.ts';

/** A report's file on its way out. */
export interface ReportFile {
  name: string;
  contentType: string;
  bytes: number;
  content: AsyncIterable<Uint8Array>;
}

export interface ReportServiceOptions {
  store: ReportStore;
  /** Told when there is a report to make. */
  onEnqueued: () => void;
  now: () => number;
}

const contentTypes: Record<ReportFormat, string> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

export function createReportService({ store, onEnqueued, now }: ReportServiceOptions) {
  async function create({ organization, id }: Principal, input: ReportInput): Promise<Report> {
    if (parseInstant(input.from)! > parseInstant(input.to)!) throw errors.invalidField('from', 'must not be after to');
    const row = await store.create({ org: organization.number, createdBy: id, input, nowMs: now() });
    onEnqueued();
    return toReport(row);
  }

  async function list({ number }: OrganizationRef, page: PageQuery): Promise<Page<Report>> {
    return pageById(page, {
      list: async (range) => (await store.list(number, range)).map((row) => toReport(row)),
      count: () => store.count(number),
    });
  }

  async function find({ number }: OrganizationRef, id: string) {
    const row = await store.get(number, id);
    if (row === undefined) throw errors.notFound('Report');
    return row;
  }

  async function download(organization: OrganizationRef, id: string): Promise<ReportFile> {
    const row = await find(organization, id);
    if (row.status !== 'ready') throw errors.notReady('The report');
    return {
      name: `${row.type.replaceAll('_', '-')}-${toDay(row.from_at)}-to-${toDay(row.to_at)}.${row.format}`,
      contentType: contentTypes[row.format as ReportFormat],
      bytes: row.bytes ?? 0,
      content: store.read(organization.number, id),
    };
  }

  return {
    create,
    list,
    get: async (organization: OrganizationRef, id: string) => toReport(await find(organization, id)),
    download,
    remove: async ({ number }: OrganizationRef, id: string) => {
      if (!(await store.remove(number, id))) throw errors.notFound('Report');
    },
  };
}

export type ReportService = ReturnType<typeof createReportService>;

function toDay(ms: number): string {
  return toInstant(ms).slice(0, 10);
}
