import type { AuditLog, ExportFormat } from 'agentaudit-schemas';

/** How a stream of logs is written in one format. */
export interface ExportWriter {
  contentType: string;
  head: string;
  /** The text of one page; `first` until one was written. */
  page(logs: AuditLog[], first: boolean): string;
  tail: string;
}

const columns = [
  'id',
  'sequence',
  'timestamp',
  'createdAt',
  'action',
  'status',
  'enforcementAction',
  'agentId',
  'traceId',
  'parentSpanId',
  'sessionId',
  'userId',
  'durationMs',
  'prompt',
  'response',
  'metadata',
  'violations',
  'source',
] as const satisfies readonly (keyof AuditLog)[];

export const exportWriters: Record<ExportFormat, ExportWriter> = {
  json: {
    contentType: 'application/json; charset=utf-8',
    head: '[',
    page: (logs, first) => (first ? '' : ',\n') + logs.map((log) => JSON.stringify(log)).join(',\n'),
    tail: ']\n',
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    head: '',
    page: (logs) => logs.map((log) => `${JSON.stringify(log)}\n`).join(''),
    tail: '',
  },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    head: `${columns.join(',')}\r\n`,
    page: (logs) => logs.map((log) => `${columns.map((column) => toCell(log[column])).join(',')}\r\n`).join(''),
    tail: '',
  },
};

/** What a spreadsheet would run as a formula when it stands first in a cell. */
const formula = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** RFC 4180, with an apostrophe before what a spreadsheet would take for a formula. */
function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
