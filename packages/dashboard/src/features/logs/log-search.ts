import type { AuditLogFilter } from 'agentaudit-client';

/** The filters, by the names that the address and the API give them. */
export const filterNames = [
  'status',
  'enforcementAction',
  'action',
  'agentId',
  'traceId',
  'sessionId',
  'userId',
  'from',
  'to',
] as const;

export type FilterName = (typeof filterNames)[number];

/** What filters are called on the screen. */
export const filterLabels: Record<FilterName, string> = {
  status: 'Status',
  enforcementAction: 'Verdict',
  action: 'Action',
  agentId: 'Agent',
  traceId: 'Trace',
  sessionId: 'Session',
  userId: 'User',
  from: 'From',
  to: 'To',
};

/** Filters that have few values. */
export const closedValues = {
  status: ['ok', 'error', 'blocked'],
  enforcementAction: ['allow', 'log', 'flag', 'redact', 'block'],
} as const;

/** What the address of the logs page says: the filters, and the log that is open. */
export interface LogSearch extends Pick<AuditLogFilter, FilterName | 'q'> {
  log?: string;
}

/** A change of the address; `undefined` takes a filter away. */
export type LogChange = Partial<Record<keyof LogSearch, string | undefined>>;

const texts = ['q', 'agentId', 'action', 'traceId', 'sessionId', 'userId', 'from', 'to', 'log'] as const;

export function parseLogSearch(search: Record<string, unknown>): LogSearch {
  const parsed: LogSearch = {};
  for (const name of texts) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') parsed[name] = value;
    else if (typeof value === 'number') parsed[name] = String(value);
  }
  const status = closedValues.status.find((name) => name === search['status']);
  if (status !== undefined) parsed.status = status;
  const verdict = closedValues.enforcementAction.find((name) => name === search['enforcementAction']);
  if (verdict !== undefined) parsed.enforcementAction = verdict;
  return parsed;
}
