import type { Engine } from '../db/database.ts';
import type { JudgedSetsTable, VerdictCountersTable } from '../db/tables/rules.ts';
import type { Bench } from '../ingest/judge.ts';
import { insertRows, type RowTarget } from '../ingest/insert-rows.ts';
import type { Script } from '../ingest/script.ts';
import { actionOf, type JudgedLog } from './judged-log.ts';
import { createJudgedSets } from './judged-sets.ts';
import type { RuleSet } from './rule-sets.ts';

const hourMs = 3_600_000;

const counters: RowTarget<VerdictCountersTable> = {
  table: 'verdict_counters',
  columns: {
    org: 'bigint',
    hours: 'bigint',
    bucket: 'bigint',
    kind: 'text',
    agent_id: 'text',
    set_id: 'text',
    rule_id: 'text',
    policy_id: 'text',
    severity: 'text',
    action: 'text',
    shadow: 'bigint',
    logs: 'bigint',
    findings: 'bigint',
  },
  onConflict: `ON CONFLICT (org, hours, bucket, kind, agent_id, set_id, rule_id, policy_id, severity, action, shadow)
    DO UPDATE SET logs = verdict_counters.logs + excluded.logs, findings = verdict_counters.findings + excluded.findings`,
};

/** What a row counts. The fields that do not apply are left out. */
type Counted = Pick<VerdictCountersTable, 'kind'> &
  Partial<Pick<VerdictCountersTable, 'set_id' | 'rule_id' | 'policy_id' | 'severity' | 'action' | 'shadow'>>;

interface Tally {
  hour: number;
  agentId: string;
  counted: Counted;
  logs: number;
  findings: number;
}

/**
 * Counts what was judged, in the transaction that stores it, so that analytics never scan logs. An
 * evaluation is counted once for all rules that looked: which ones these are is kept apart.
 */
export function createCounters(engine: Engine) {
  const sets = createJudgedSets(engine);

  function* count(bench: Bench, set: RuleSet, logs: readonly JudgedLog[]): Script {
    const org = bench.organization.number;
    const tallies = new Map<string, Tally>();
    const used = new Set<JudgedSetsTable>();
    const add: Add = (log, counted, findings = 0) => tally(tallies, log, counted, findings);
    for (const log of logs) {
      if (log.verdict !== undefined) {
        const { evaluatedRuleIds: ruleIds, event } = log.verdict;
        const policyIds = set.policiesOf(log.agentId);
        const judged = sets.describe(org, `${log.agentId} ${event.action}`, { ruleIds, policyIds });
        used.add(judged);
        add(log, { kind: 'judged', set_id: judged.id });
      }
      if (log.violations.length > 0) countViolations(log, add);
    }
    for (const judged of used) yield* sets.keep(judged, bench);
    yield* insertRows(engine, counters, [...toRows(org, tallies.values(), 1), ...toRows(org, tallies.values(), 24)]);
  }

  return { count };
}

function tally(tallies: Map<string, Tally>, log: JudgedLog, counted: Counted, findings: number): void {
  const hour = Math.floor(log.timestampMs / hourMs);
  const agentId = log.agentId ?? '';
  const key = `${hour} ${keyOf(counted)} ${agentId}`;
  const known = tallies.get(key);
  if (known === undefined) tallies.set(key, { hour, agentId, counted, logs: 1, findings });
  else {
    known.logs += 1;
    known.findings += findings;
  }
}

function keyOf({ kind, set_id, rule_id, policy_id, severity, action, shadow }: Counted): string {
  return `${kind} ${set_id} ${rule_id} ${policy_id} ${severity} ${action} ${shadow}`;
}

/** One row for each bucket of so many hours. */
function toRows(org: number, tallies: Iterable<Tally>, hours: number): VerdictCountersTable[] {
  const rows = new Map<string, VerdictCountersTable>();
  for (const { hour, agentId, counted, logs, findings } of tallies) {
    const bucket = Math.floor(hour / hours) * hours;
    const key = `${bucket} ${keyOf(counted)} ${agentId}`;
    const known = rows.get(key);
    if (known === undefined) {
      const empty = { set_id: '', rule_id: '', policy_id: '', severity: '', action: '', shadow: 0 } as const;
      rows.set(key, { org, hours, bucket, agent_id: agentId, ...empty, ...counted, logs, findings });
    } else {
      known.logs += logs;
      known.findings += findings;
    }
  }
  return [...rows.values()];
}

type Add = (log: JudgedLog, counted: Counted, findings?: number) => void;

function countViolations(log: JudgedLog, add: Add): void {
  if (log.enforcementAction !== 'allow') add(log, { kind: 'verdict', action: log.enforcementAction });
  const byPolicy = Map.groupBy(log.violations, ({ policyId }) => policyId ?? '');
  for (const [policyId, violations] of byPolicy) {
    const action = actionOf(violations);
    if (policyId !== '' && action !== 'allow') add(log, { kind: 'verdict', policy_id: policyId, action });
    const byHit = Map.groupBy(violations, ({ ruleId, shadow = false }) => `${ruleId} ${shadow}`);
    for (const hits of byHit.values()) {
      const { ruleId, severity, shadow = false, action: asked } = hits[0]!;
      const hit = { rule_id: ruleId, policy_id: policyId, severity, action: asked, shadow: Number(shadow) };
      add(log, { kind: 'hit', ...hit }, hits.length);
    }
  }
}
