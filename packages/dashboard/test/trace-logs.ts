import type { AuditLog } from 'agentaudit-client';

const originMs = Date.parse('2026-01-15T10:00:00.000Z');

/** A log of a trace: its name is its id. */
export function traceLog(
  id: string,
  {
    parent = null,
    startMs = 0,
    durationMs = 0,
    ...rest
  }: { parent?: string | null; startMs?: number; durationMs?: number | null } & Partial<AuditLog> = {},
): AuditLog {
  return {
    id,
    sequence: 0,
    action: 'tool_use',
    agentId: 'agent',
    traceId: 'trace',
    parentSpanId: parent,
    sessionId: null,
    userId: null,
    timestamp: new Date(originMs + startMs).toISOString(),
    createdAt: new Date(originMs).toISOString(),
    durationMs,
    status: 'ok',
    source: null,
    enforcementAction: 'allow',
    violations: [],
    ...rest,
  };
}

/** As many spans as asked, each below the one before until `depth`, then below changing ones. */
export function manyLogs(count: number, depth: number): AuditLog[] {
  return Array.from({ length: count }, (_, at) => {
    const parent = at === 0 ? null : `log-${at < depth ? at - 1 : (at * 7919) % at}`;
    return traceLog(`log-${at}`, { parent, startMs: at, durationMs: (at * 37) % 900, sequence: at });
  });
}
