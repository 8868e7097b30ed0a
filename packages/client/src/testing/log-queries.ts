import type { AuditLog, Chain, TraceSummary } from 'agentaudit-schemas';

import { fault, type MemoryResponse } from './memory-response.ts';
import type { LogStore } from './log-store.ts';

/** Answers `GET /audit-logs…`; undefined for what does not exist. */
export function answerQuery(store: LogStore, path: string, query: URLSearchParams): MemoryResponse | undefined {
  if (path === '') return list(store, query);
  if (path === '/export') return exportLogs(store, query);
  const trace = /^\/trace\/([^/]+)$/.exec(path)?.[1];
  if (trace) return getTrace(store, decodeURIComponent(trace));
  const [, id = '', chain] = /^\/([^/]+)(\/chain)?$/.exec(path) ?? [];
  const log = store.logs.find((item) => item.id === decodeURIComponent(id));
  if (!log) return undefined;
  return { status: 200, body: chain ? getChain(store, log) : log };
}

const filters = ['agentId', 'action', 'traceId', 'sessionId', 'userId', 'status', 'enforcementAction'] as const;
const known = new Set<string>([
  ...filters,
  'limit',
  'offset',
  'cursor',
  'order',
  'count',
  'payload',
  'from',
  'to',
  'q',
  'format',
]);

function list(store: LogStore, query: URLSearchParams): MemoryResponse {
  const unknown = [...query.keys()].find((name) => !known.has(name));
  if (unknown) return invalid(unknown, 'is not a query parameter');
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) return invalid('limit', 'must be 1 to 500');
  const offset = Number(query.get('offset') ?? 0);
  if (!Number.isInteger(offset) || offset < 0) return invalid('offset', 'must be 0 or more');
  const isAscending = query.get('order') === 'asc';
  const all = find(store, query);
  const cursor = query.get('cursor');
  const rest =
    cursor === null
      ? all
      : all.filter(({ sequence }) => (isAscending ? sequence > Number(cursor) : sequence < Number(cursor)));
  const page = rest.slice(offset, offset + limit);
  return {
    status: 200,
    body: {
      data: query.get('payload') === 'false' ? page.map(withoutPayload) : page,
      limit,
      offset,
      total: query.get('count') === 'true' ? all.length : null,
      nextCursor: offset + limit < rest.length ? String(page.at(-1)?.sequence) : null,
    },
  };
}

function find(store: LogStore, query: URLSearchParams): AuditLog[] {
  const from = Date.parse(query.get('from') ?? '1970-01-01');
  const to = Date.parse(query.get('to') ?? '9999-01-01');
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = store.logs.filter((log) => {
    const at = Date.parse(log.timestamp);
    if (at < from || at > to) return false;
    if (!filters.every((name) => !query.has(name) || log[name] === query.get(name))) return false;
    const content = `${log.prompt} ${log.response} ${JSON.stringify(log.metadata)}`.toLowerCase();
    return words.every((word) => content.includes(word.replaceAll('"', '')));
  });
  return query.get('order') === 'asc' ? found : found.toReversed();
}

function exportLogs(store: LogStore, query: URLSearchParams): MemoryResponse {
  const format = query.get('format') ?? 'json';
  const logs = find(store, query);
  const headers = { 'content-disposition': `attachment; filename="audit-logs.${format}"` };
  if (format === 'json') return { status: 200, headers, body: logs };
  if (format === 'ndjson') {
    const body = logs.map((log) => `${JSON.stringify(log)}\n`).join('');
    return { status: 200, headers: { ...headers, 'content-type': 'application/x-ndjson' }, body };
  }
  if (format !== 'csv') return invalid('format', 'must be one of csv, json, ndjson');
  const columns = [
    'id',
    'timestamp',
    'action',
    'agentId',
    'traceId',
    'parentSpanId',
    'status',
    'prompt',
    'response',
    'metadata',
  ] as const;
  const rows = logs.map((log) => columns.map((column) => toCell(log[column])).join(','));
  const body = [columns.join(','), ...rows].map((row) => `${row}\r\n`).join('');
  return { status: 200, headers: { ...headers, 'content-type': 'text/csv; charset=utf-8' }, body };
}

function toCell(value: unknown): string {
  const plain = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function getTrace(store: LogStore, traceId: string): MemoryResponse | undefined {
  const data = store.logs
    .filter((log) => log.traceId === traceId)
    .toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : a.sequence - b.sequence));
  return data.length > 0 ? { status: 200, body: { traceId, data, summary: summarize(data) } } : undefined;
}

function summarize(logs: AuditLog[]): TraceSummary {
  const ids = new Set(logs.map(({ id }) => id));
  const starts = logs.map(({ timestamp }) => Date.parse(timestamp));
  const ends = logs.map(({ durationMs }, index) => (starts[index] as number) + (durationMs ?? 0));
  const startedAt = Math.min(...starts);
  const endedAt = Math.max(...ends);
  const actions: Record<string, number> = {};
  for (const { action } of logs) actions[action] = (actions[action] ?? 0) + 1;
  return {
    logs: logs.length,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    durationMs: endedAt - startedAt,
    roots: logs.filter(({ parentSpanId }) => parentSpanId === null).length,
    orphans: logs.filter(({ parentSpanId }) => parentSpanId !== null && !ids.has(parentSpanId)).length,
    errors: logs.filter(({ status }) => status === 'error').length,
    blocked: logs.filter(({ status }) => status === 'blocked').length,
    violations: 0,
    agentIds: [...new Set(logs.flatMap(({ agentId }) => agentId ?? []))],
    actions,
  };
}

function getChain(store: LogStore, log: AuditLog): Chain {
  const data = [log];
  for (let next = log.parentSpanId; next !== null;) {
    const parent = store.logs.find(({ id }) => id === next);
    if (!parent) return { data, end: 'missing_parent', endParentSpanId: next };
    if (data.includes(parent)) return { data, end: 'cycle', endParentSpanId: next };
    data.push(parent);
    next = parent.parentSpanId;
  }
  return { data, end: 'root', endParentSpanId: null };
}

function withoutPayload({ prompt: _prompt, response: _response, metadata: _metadata, ...log }: AuditLog): AuditLog {
  return log;
}

function invalid(field: string, message: string): MemoryResponse {
  return fault(400, 'validation_error', `${field} ${message}`, [{ field, message }]);
}
