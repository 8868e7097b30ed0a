import type { Expectation } from 'agentaudit-rules';

import type { Database, Engine } from '../db/database.ts';
import type { RuleExpectationsTable } from '../db/tables/rules.ts';
import { newId } from '../ids.ts';
import { insertRows, type RowTarget } from '../ingest/insert-rows.ts';
import type { OwnEntry } from '../ingest/entry.ts';
import type { Script } from '../ingest/script.ts';
import { statement } from '../ingest/statement.ts';
import { fetchHistory } from './samples.ts';
import type { RuleSets } from './rule-sets.ts';

const expectations: RowTarget<RuleExpectationsTable> = {
  table: 'rule_expectations',
  columns: { org: 'bigint', id: 'text', due_at: 'bigint', expectation: 'text' },
};

/** Notes what must follow, in the transaction of the log that asks for it. */
export function* storeExpectations(engine: Engine, org: number, expected: readonly Expectation[]): Script {
  const rows = expected.map((item) => ({
    org,
    id: newId('job'),
    due_at: item.dueAt,
    expectation: JSON.stringify(item),
  }));
  yield* insertRows(engine, expectations, rows);
}

export interface SettleOptions {
  org: number;
  ruleSets: RuleSets;
  dueBeforeMs: number;
  limit: number;
}

/**
 * Takes what is due off the list, and answers a log for each thing that did not happen. The transaction
 * holds the organization's head, so no other server process settles the same.
 */
export function* settleDue(
  { engine }: Database,
  { org, ruleSets, dueBeforeMs, limit }: SettleOptions,
): Script<{ settled: number; logs: OwnEntry[] }> {
  const due = yield statement(
    engine,
    `DELETE FROM rule_expectations WHERE org = ? AND id IN (
      SELECT id FROM rule_expectations WHERE org = ? AND due_at <= ? ORDER BY due_at LIMIT ${limit}) RETURNING expectation`,
    [org, org, dueBeforeMs],
  );
  const expected = due.map(({ expectation }) => JSON.parse(String(expectation)) as Expectation);
  if (expected.length === 0) return { settled: 0, logs: [] };
  const [head] = yield statement(engine, 'SELECT rules_revision FROM log_heads WHERE org = ?', [org]);
  const { compiled } = yield* ruleSets.load(org, Number(head!['rules_revision']));
  const queries = expected.map((item) => compiled.settlementQuery(item));
  const history = yield* fetchHistory(engine, org, queries);
  return { settled: expected.length, logs: expected.flatMap((item) => toLog(item, compiled.settle(item, history))) };
}

function toLog(
  { agentId, traceId, eventId, dueAt }: Expectation,
  violation: Expectation['violation'] | null,
): OwnEntry[] {
  if (violation === null) return [];
  // What did not happen can be neither blocked nor redacted any more.
  const action = violation.action === 'log' ? 'log' : 'flag';
  return [
    {
      action: 'guardrail_check',
      traceId,
      ...(agentId === null ? {} : { agentId }),
      ...(eventId === null ? {} : { parentSpanId: eventId }),
      metadata: { rule: violation.ruleName, expected_by: new Date(dueAt).toISOString() },
      violations: [{ ...violation, action }],
    },
  ];
}
