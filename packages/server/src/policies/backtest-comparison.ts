import { compile, createMemoryHistory, type CompilableRule, type Verdict } from 'agentaudit-rules';
import type { AuditLog, BacktestCounts, BacktestExample, BacktestResult } from 'agentaudit-schemas';

import type { BacktestPlan } from './backtest-plan.ts';

const mostExamples = 20;
const mostViolations = 10;

/** Runs both sides over logs, one by one, and adds up where they differ. */
export function compareSides({ current, candidate }: Pick<BacktestPlan, 'current' | 'candidate'>) {
  const before = createSide(current);
  const after = createSide(candidate);
  const byRule = new Map<string, BacktestResult['byRule'][number]>();
  const result: BacktestResult = {
    logs: 0,
    current: before.counts,
    candidate: after.counts,
    newHits: 0,
    lostHits: 0,
    blockedThatSucceeded: 0,
    byRule: [],
    examples: { newHits: [], lostHits: [], blockedThatSucceeded: [] },
  };

  function add(log: AuditLog): void {
    result.logs += 1;
    const old = before.judge(log);
    const now = after.judge(log);
    countRules(old, now);
    if (old.violations.length === 0 && now.violations.length > 0) {
      result.newHits += 1;
      keep(result.examples.newHits, log, now);
    }
    if (old.violations.length > 0 && now.violations.length === 0) {
      result.lostHits += 1;
      keep(result.examples.lostHits, log, old);
    }
    if (now.enforcementAction === 'block' && hasSucceeded(log)) {
      result.blockedThatSucceeded += 1;
      keep(result.examples.blockedThatSucceeded, log, now);
    }
  }

  function countRules(old: Verdict, now: Verdict): void {
    const was = namesOf(old);
    const is = namesOf(now);
    for (const [id, name] of is) if (!was.has(id)) ruleOf(id, name).newHits += 1;
    for (const [id, name] of was) if (!is.has(id)) ruleOf(id, name).lostHits += 1;
  }

  function ruleOf(ruleId: string, ruleName: string) {
    const known = byRule.get(ruleId) ?? { ruleId, ruleName, newHits: 0, lostHits: 0 };
    byRule.set(ruleId, known);
    return known;
  }

  return { add, result: (): BacktestResult => ({ ...result, byRule: [...byRule.values()] }) };
}

/** A check asked about a call; it is none. */
function hasSucceeded({ status, action }: AuditLog): boolean {
  return status === 'ok' && action !== 'guardrail_check';
}

function createSide(rules: CompilableRule[]) {
  const compiled = compile(rules);
  const history = createMemoryHistory();
  const counts: BacktestCounts = { hits: 0, block: 0, redact: 0, flag: 0, log: 0 };
  return {
    counts,
    judge(log: AuditLog): Verdict {
      const verdict = compiled.evaluate(log, { history });
      history.append(verdict.samples);
      if (verdict.enforcementAction !== 'allow') {
        counts.hits += 1;
        counts[verdict.enforcementAction] += 1;
      }
      return verdict;
    },
  };
}

function namesOf({ violations }: Verdict): Map<string, string> {
  return new Map(violations.map(({ ruleId, ruleName }) => [ruleId, ruleName]));
}

function keep(examples: BacktestExample[], log: AuditLog, { enforcementAction, violations }: Verdict): void {
  if (examples.length >= mostExamples) return;
  examples.push({
    auditLogId: log.id,
    agentId: log.agentId,
    action: log.action,
    timestamp: log.timestamp,
    enforcementAction,
    violations: violations.slice(0, mostViolations),
  });
}
