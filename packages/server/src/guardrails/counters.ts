import { hash } from 'node:crypto';

import type { Engine } from '../db/database.ts';
import type { JudgedSetsTable, VerdictCountersTable } from '../db/tables/rules.ts';
import type { Bench } from '../ingest/judge.ts';
import { insertRows, type RowTarget } from '../ingest/insert-rows.ts';
import type { Script } from '../ingest/script.ts';
import { statement } from '../ingest/statement.ts';
import { actionOf, type JudgedLog } from './judged-entry.ts';
import type { RuleSet } from './rule-sets.ts';

const hourMs = 3_600_000;
/** Beyond these, sets are looked up again. */
const mostKnownSets = 10_000;

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

const judgedSets: RowTarget<JudgedSetsTable> = {
  table: 'judged_sets',
  columns: { org: 'bigint', id: 'text', rule_ids: 'text', policy_ids: 'text' },
  onConflict: 'ON CONFLICT (org, id) DO NOTHING',
};

type Counted = Pick<VerdictCountersTable, 'kind'> &
  Partial<Pick<VerdictCountersTable, 'set_id' | 'rule_id' | 'policy_id' | 'severity' | 'action' | 'shadow'>>;

/**
 * Counts what was judged, in the transaction that stores it, so that analytics never scan logs. An
 * evaluation is counted once for all rules that looked: which ones these are is kept apart.
 */
export function createCounters(engine: Engine) {
  const sets = createKnownSets(engine);

  function* count(bench: Bench, set: RuleSet, logs: readonly JudgedLog[]): Script {
    const org = bench.organization.number;
    const rows = new Map<string, VerdictCountersTable>();
    const used = new Map<string, JudgedSetsTable>();

    function add(log: JudgedLog, counted: Counted, findings = 0): void {
      const hour = Math.floor(log.timestampMs / hourMs);
      for (const hours of [1, 24]) {
        const row = {
          org,
          hours,
          bucket: Math.floor(hour / hours) * hours,
          agent_id: log.agentId ?? '',
          set_id: '',
          rule_id: '',
          policy_id: '',
          severity: '' as const,
          action: '' as const,
          shadow: 0,
          ...counted,
          logs: 1,
          findings,
        };
        const key = JSON.stringify(Object.values(row).slice(1, -2));
        const known = rows.get(key);
        if (known === undefined) rows.set(key, row);
        else {
          known.logs += 1;
          known.findings += findings;
        }
      }
    }

    for (const log of logs) {
      if (log.verdict !== undefined) {
        const judged = sets.describe(org, log.verdict.evaluatedRuleIds, set.policiesOf(log.agentId));
        used.set(judged.id, judged);
        add(log, { kind: 'judged', set_id: judged.id });
      }
      if (log.violations.length > 0) countViolations(log, add);
    }
    for (const judged of used.values()) yield* sets.keep(judged, bench.transaction);
    yield* insertRows(engine, counters, [...rows.values()]);
  }

  return { count };
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

/** Which sets are on the disk for sure: those that another transaction than ours has written. */
function createKnownSets(engine: Engine) {
  const known = new Set<string>();
  const writtenBy = new Map<string, object>();

  return {
    describe(orgNumber: number, ruleIds: readonly string[], policyIds: readonly string[]): JudgedSetsTable {
      const text = `${ruleIds.join(',')} ${policyIds.join(',')}`;
      return {
        org: orgNumber,
        id: hash('sha256', text, 'base64url'),
        rule_ids: ruleIds.join(','),
        policy_ids: policyIds.join(','),
      };
    },
    *keep(set: JudgedSetsTable, transaction: object): Script {
      const key = `${set.org} ${set.id}`;
      if (known.has(key)) return;
      if (writtenBy.get(key) !== transaction) {
        const found = yield statement(engine, 'SELECT id FROM judged_sets WHERE org = ? AND id = ?', [set.org, set.id]);
        if (known.size >= mostKnownSets) known.clear();
        if (found.length > 0) known.add(key);
      }
      if (known.has(key)) writtenBy.delete(key);
      else {
        writtenBy.set(key, transaction);
        yield* insertRows(engine, judgedSets, [set]);
      }
    },
  };
}
