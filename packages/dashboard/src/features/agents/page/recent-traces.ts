import type { AuditLog } from 'agentaudit-client';

/** A run of an agent, as far as its latest logs tell. */
export interface RecentTrace {
  traceId: string;
  /** When its latest log was made. */
  at: string;
  logs: number;
  errors: number;
  blocked: number;
  findings: number;
}

/** The runs that these logs belong to, in the order in which they are first met. */
export function toTraces(logs: readonly AuditLog[]): RecentTrace[] {
  const traces = new Map<string, RecentTrace>();
  for (const { traceId, timestamp, status, enforcementAction, violations } of logs) {
    if (traceId === null) continue;
    const trace = traces.get(traceId) ?? { traceId, at: timestamp, logs: 0, errors: 0, blocked: 0, findings: 0 };
    traces.set(traceId, trace);
    if (timestamp > trace.at) trace.at = timestamp;
    trace.logs += 1;
    if (status === 'error') trace.errors += 1;
    if (enforcementAction === 'block') trace.blocked += 1;
    trace.findings += violations.filter(({ shadow }) => shadow !== true).length;
  }
  return [...traces.values()];
}
