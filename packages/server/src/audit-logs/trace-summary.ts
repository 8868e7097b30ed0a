import type { AuditLog, TraceSummary } from 'agentaudit-schemas';

import { toInstant } from '../http/instant.ts';

/** Adds a trace up, log by log. */
export function summarizeTrace() {
  const ids = new Set<string>();
  const parents: string[] = [];
  const agentIds = new Set<string>();
  const actions = new Map<string, number>();
  let startedMs = Infinity;
  let endedMs = -Infinity;
  let errors = 0;
  let blocked = 0;
  let violations = 0;

  function add(log: AuditLog): void {
    const beganMs = Date.parse(log.timestamp);
    startedMs = Math.min(startedMs, beganMs);
    endedMs = Math.max(endedMs, beganMs + (log.durationMs ?? 0));
    ids.add(log.id);
    if (log.parentSpanId !== null) parents.push(log.parentSpanId);
    if (log.agentId !== null) agentIds.add(log.agentId);
    actions.set(log.action, (actions.get(log.action) ?? 0) + 1);
    if (log.status === 'error') errors += 1;
    if (log.status === 'blocked' || log.enforcementAction === 'block') blocked += 1;
    violations += log.violations.length;
  }

  function result(): TraceSummary {
    // A duration may be longer than there are years: the end stays a date.
    const latestMs = Math.min(endedMs, Date.parse('9999-12-31T23:59:59.999Z'));
    return {
      logs: ids.size,
      startedAt: toInstant(startedMs),
      endedAt: toInstant(latestMs),
      durationMs: latestMs - startedMs,
      roots: ids.size - parents.length,
      orphans: parents.filter((parent) => !ids.has(parent)).length,
      errors,
      blocked,
      violations,
      agentIds: [...agentIds],
      actions: Object.fromEntries(actions),
    };
  }

  return { add, result };
}
