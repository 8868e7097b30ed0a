import { hash } from 'node:crypto';

import type { Violation } from 'agentaudit-schemas';

import type { Database, Engine } from '../db/database.ts';
import type { AlertsTable } from '../db/tables/rules.ts';
import type { JudgedLog } from '../guardrails/judged-log.ts';
import { newId } from '../ids.ts';
import type { Bench } from '../ingest/judge.ts';
import { insertRows, type RowTarget } from '../ingest/insert-rows.ts';
import { ask, type Script } from '../ingest/script.ts';
import { statement } from '../ingest/statement.ts';
import { notify } from '../notifications/notify.ts';
import { toAlert } from './alert-row.ts';

/** An open alert counts what is alike for this long; what comes later is a new one. */
const windowMs = 3_600_000;

const alerts: RowTarget<AlertsTable> = {
  table: 'alerts',
  columns: {
    org: 'bigint',
    id: 'text',
    rule_id: 'text',
    policy_id: 'text',
    audit_log_id: 'text',
    agent_id: 'text',
    severity: 'text',
    message: 'text',
    likeness: 'text',
    count: 'bigint',
    created_at: 'bigint',
    resolved_at: 'bigint',
    resolved_by: 'text',
    note: 'text',
    disposition: 'text',
  },
};

/** Writes the alerts of logs in the transaction that stores these, and tells whoever asked to be told. */
export function* raiseAlerts({ engine, query }: Database, bench: Bench, logs: readonly JudgedLog[]): Script {
  const raised = new Map<string, AlertsTable>();
  for (const log of logs) {
    const counted = log.violations.filter(({ shadow }) => shadow !== true);
    for (const violations of Map.groupBy(counted, ({ ruleId, policyId }) => `${ruleId} ${policyId}`).values()) {
      const alert = toRow(bench, log, violations);
      const alike = raised.get(alert.likeness);
      if (alike === undefined) raised.set(alert.likeness, alert);
      else alike.count += 1;
    }
  }
  if (raised.size === 0) return;
  const open = yield* findOpen(engine, bench, [...raised.keys()]);
  for (const { id, likeness } of open) {
    yield* countUp(engine, bench, id, raised.get(likeness)!.count);
    raised.delete(likeness);
  }
  const fresh = [...raised.values()];
  yield* insertRows(engine, alerts, fresh);
  if (fresh.length === 0) return;
  const events = fresh.map((row) => ({ type: 'alert.created' as const, severity: row.severity, data: toAlert(row) }));
  yield* ask(notify(query, bench.organization, events, bench.createdAtMs));
}

function toRow({ organization, createdAtMs }: Bench, log: JudgedLog, violations: Violation[]): AlertsTable {
  const { ruleId, policyId, severity } = violations[0]!;
  return {
    org: organization.number,
    id: newId('alert'),
    rule_id: ruleId,
    policy_id: policyId,
    audit_log_id: log.id,
    agent_id: log.agentId,
    severity,
    message: describe(violations),
    likeness: hash('sha256', JSON.stringify([ruleId, policyId, log.agentId]), 'base64url'),
    count: 1,
    created_at: createdAtMs,
    resolved_at: null,
    resolved_by: null,
    note: null,
    disposition: null,
  };
}

/** Says what was found without showing it. */
function describe(violations: Violation[]): string {
  const { ruleName, ruleType, label, field, start, excerpt } = violations[0]!;
  const what =
    start === null || field === null
      ? // What an expression says is for whoever opens the rule.
        ((ruleType === 'expression' ? null : excerpt) ?? label ?? 'the rule was broken')
      : `${label ?? 'a match'} in ${field}`;
  return `${ruleName}: ${what}${violations.length > 1 ? ` and ${violations.length - 1} more` : ''}`;
}

function* findOpen(
  engine: Engine,
  { organization, createdAtMs }: Bench,
  likenesses: string[],
): Script<{ id: string; likeness: string }[]> {
  const anyOf = engine === 'sqlite' ? 'IN (SELECT value FROM json_each(?))' : '= ANY (?::text[])';
  const found = yield statement(
    engine,
    `SELECT max(id) AS id, likeness FROM alerts
      WHERE org = ? AND resolved_at IS NULL AND created_at > ? AND likeness ${anyOf} GROUP BY likeness`,
    [organization.number, createdAtMs - windowMs, engine === 'sqlite' ? JSON.stringify(likenesses) : likenesses],
  );
  return found as { id: string; likeness: string }[];
}

function* countUp(engine: Engine, { organization }: Bench, id: string, count: number): Script {
  yield statement(engine, 'UPDATE alerts SET count = count + ? WHERE org = ? AND id = ?', [
    count,
    organization.number,
    id,
  ]);
}
