import { type EnforcementAction, enforcementActions, type Severity, type Violation } from 'agentaudit-schemas';

import type { ScannedLog } from './scan.ts';
import { Tally } from './tally.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A log stored later than this after it happened is counted as late. */
const lateMs = hourMs;
/** Clients whose counting is followed. */
const followedInstances = 2000;

/** What a rule found. */
export interface RuleFindings {
  ruleId: string;
  ruleName: string;
  severity: Severity;
  logs: number;
  findings: number;
  shadowLogs: number;
}

interface Silence {
  fromMs: number;
  toMs: number;
}

/** Adds the logs of a window up, in memory that does not grow with their number. */
export function createActivity({ fromMs, toMs }: { fromMs: number; toMs: number }) {
  const byAction = new Tally();
  const byAgent = new Tally();
  const flaggedByAgent = new Tally();
  const byDay = new Map<number, { logs: number; flagged: number }>();
  const byVerdict = new Map<EnforcementAction, number>(enforcementActions.map((action) => [action, 0]));
  const bySeverity: Record<Severity, number> = { info: 0, warning: 0, critical: 0 };
  const byStatus = { ok: 0, error: 0, blocked: 0 };
  const rules = new Map<string, RuleFindings>();
  const instances = new Map<string, { first: number; last: number; count: number }>();
  const totals = { logs: 0, flagged: 0, erased: 0, late: 0, timed: 0, durationMs: 0 };
  let latestMs = fromMs;
  let silence: Silence = { fromMs, toMs: fromMs };

  function take(log: ScannedLog): void {
    totals.logs += 1;
    totals.erased += log.isErased;
    if (log.createdAt - log.timestamp > lateMs) totals.late += 1;
    if (log.durationMs !== null) {
      totals.timed += 1;
      totals.durationMs += log.durationMs;
    }
    const isFlagged = log.enforcementAction !== 'allow';
    const agent = log.agentId ?? (log.isErased === 1 ? '(erased)' : '(not named)');
    byAction.add(log.action);
    byAgent.add(agent);
    byStatus[log.status] += 1;
    byVerdict.set(log.enforcementAction, (byVerdict.get(log.enforcementAction) ?? 0) + 1);
    if (isFlagged) {
      totals.flagged += 1;
      flaggedByAgent.add(agent);
    }
    countDay(log.timestamp, isFlagged);
    if (log.timestamp - latestMs > silence.toMs - silence.fromMs) silence = { fromMs: latestMs, toMs: log.timestamp };
    latestMs = log.timestamp;
    if (log.sourceInstance !== null && log.sourceSeq !== null) follow(log.sourceInstance, log.sourceSeq);
    if (log.violations !== null) judge(JSON.parse(log.violations) as Violation[]);
  }

  function countDay(timestamp: number, isFlagged: boolean): void {
    const day = Math.floor(timestamp / dayMs);
    const known = byDay.get(day) ?? { logs: 0, flagged: 0 };
    known.logs += 1;
    if (isFlagged) known.flagged += 1;
    byDay.set(day, known);
  }

  function follow(instance: string, seq: number): void {
    const known = instances.get(instance);
    if (known !== undefined) {
      known.first = Math.min(known.first, seq);
      known.last = Math.max(known.last, seq);
      known.count += 1;
    } else if (instances.size < followedInstances) instances.set(instance, { first: seq, last: seq, count: 1 });
  }

  function judge(violations: Violation[]): void {
    const met = new Set<string>();
    for (const { ruleId, ruleName, severity, shadow = false } of violations) {
      const rule = rules.get(ruleId) ?? { ruleId, ruleName, severity, logs: 0, findings: 0, shadowLogs: 0 };
      rules.set(ruleId, rule);
      const isFirst = !met.has(`${ruleId} ${shadow}`) && met.add(`${ruleId} ${shadow}`);
      if (shadow) {
        if (isFirst) rule.shadowLogs += 1;
        continue;
      }
      rule.findings += 1;
      if (isFirst) rule.logs += 1;
      bySeverity[severity] += 1;
    }
  }

  /** Events that clients counted and that are not in the window, of clients that count. */
  function missing(): number {
    return [...instances.values()].reduce(
      (sum, { first, last, count }) => sum + Math.max(0, last - first + 1 - count),
      0,
    );
  }

  /** The longest time without a log, up to the window's end. */
  function longestSilence(nowMs: number): Silence {
    const endMs = Math.min(toMs, nowMs);
    return endMs - latestMs > silence.toMs - silence.fromMs ? { fromMs: latestMs, toMs: endMs } : silence;
  }

  return {
    take,
    totals,
    byAction,
    byAgent,
    flaggedByAgent,
    byDay,
    byVerdict,
    bySeverity,
    byStatus,
    rules,
    missing,
    longestSilence,
    instanceCount: () => instances.size,
  };
}

export type Activity = ReturnType<typeof createActivity>;
