import type { AuditLog, Violation } from 'agentaudit-client';

import type { JudgedEvent } from '../engine/protocol.ts';

const keptHits = 50;
const keptViolations = 3;

/** One log that the rule hits. */
export interface DryRunHit {
  log: Pick<AuditLog, 'id' | 'action' | 'agentId' | 'timestamp' | 'status'>;
  violations: Violation[];
}

export interface DryRunCount {
  name: string;
  count: number;
}

/** What the rule makes of the logs so far. */
export interface DryRunReport {
  logs: number;
  hits: number;
  findings: number;
  /** Hits on logs in which no rule found anything when they came. */
  uncaught: number;
  /** Hits on logs that ended well. */
  succeeded: number;
  /** Logs that could not be judged, and why the first could not. */
  skipped: number;
  skippedReason: string | null;
  /** Timestamps of the first and the last log. */
  from: string | null;
  to: string | null;
  byLabel: DryRunCount[];
  byAgent: DryRunCount[];
  byAction: DryRunCount[];
  /** The latest hits first. */
  latest: DryRunHit[];
}

/** Adds up verdicts as they come. */
export function createDryRunTally() {
  const report = { logs: 0, hits: 0, findings: 0, uncaught: 0, succeeded: 0, skipped: 0 };
  let skippedReason: string | null = null;
  let from: string | null = null;
  let to: string | null = null;
  const labels = new Map<string, number>();
  const agents = new Map<string, number>();
  const actions = new Map<string, number>();
  let latest: DryRunHit[] = [];

  function add(log: AuditLog, { violations, skipped }: Pick<JudgedEvent, 'violations' | 'skipped'>): void {
    report.logs += 1;
    if (from === null || log.timestamp < from) from = log.timestamp;
    if (to === null || log.timestamp > to) to = log.timestamp;
    if (skipped !== null) {
      report.skipped += 1;
      skippedReason ??= skipped;
    }
    if (violations.length > 0) addHit(log, violations);
  }

  function addHit(log: AuditLog, violations: Violation[]): void {
    report.hits += 1;
    report.findings += violations.length;
    if (log.violations.length === 0) report.uncaught += 1;
    if (log.status === 'ok') report.succeeded += 1;
    for (const { label } of violations) count(labels, label ?? 'found');
    count(agents, log.agentId ?? 'no agent named');
    count(actions, log.action);
    const { id, action, agentId, timestamp, status } = log;
    latest.push({ log: { id, action, agentId, timestamp, status }, violations: violations.slice(0, keptViolations) });
    if (latest.length > keptHits * 2) latest = latest.slice(-keptHits);
  }

  return {
    add,
    addHit,
    report: (): DryRunReport => ({
      ...report,
      skippedReason,
      from,
      to,
      byLabel: ranked(labels),
      byAgent: ranked(agents),
      byAction: ranked(actions),
      latest: latest.slice(-keptHits).toReversed(),
    }),
  };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function ranked(counts: ReadonlyMap<string, number>): DryRunCount[] {
  return [...counts].map(([name, total]) => ({ name, count: total })).toSorted((a, b) => b.count - a.count);
}
