import type { AuditLogFilter } from 'agentaudit-client';

/** What the address of the logs page says: the filters, and the log that is open. */
export interface LogSearch extends Pick<AuditLogFilter, 'q' | 'agentId' | 'action' | 'traceId' | 'from' | 'to'> {
  status?: 'ok' | 'error' | 'blocked';
  enforcementAction?: 'allow' | 'log' | 'flag' | 'redact' | 'block';
  log?: string;
}

const texts = ['q', 'agentId', 'action', 'traceId', 'from', 'to', 'log'] as const;
const statuses = ['ok', 'error', 'blocked'] as const;
const enforcements = ['allow', 'log', 'flag', 'redact', 'block'] as const;

export function parseLogSearch(search: Record<string, unknown>): LogSearch {
  const parsed: LogSearch = {};
  for (const name of texts) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') parsed[name] = value;
    else if (typeof value === 'number') parsed[name] = String(value);
  }
  const status = statuses.find((name) => name === search['status']);
  if (status !== undefined) parsed.status = status;
  const enforcement = enforcements.find((name) => name === search['enforcementAction']);
  if (enforcement !== undefined) parsed.enforcementAction = enforcement;
  return parsed;
}
