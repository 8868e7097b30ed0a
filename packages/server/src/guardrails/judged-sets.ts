import { hash } from 'node:crypto';

import type { Engine } from '../db/database.ts';
import type { JudgedSetsTable } from '../db/tables/rules.ts';
import type { Bench } from '../ingest/judge.ts';
import { insertRows, type RowTarget } from '../ingest/insert-rows.ts';
import type { Script } from '../ingest/script.ts';
import { statement } from '../ingest/statement.ts';

/** Beyond these, sets are looked up again. */
const mostKnown = 10_000;

const target: RowTarget<JudgedSetsTable> = {
  table: 'judged_sets',
  columns: { org: 'bigint', id: 'text', rule_ids: 'text', policy_ids: 'text' },
  onConflict: 'ON CONFLICT (org, id) DO NOTHING',
};

interface Described {
  ruleIds: readonly string[];
  policyIds: readonly string[];
  row: JudgedSetsTable;
}

/** Rules and policies that judged together. Each such set is written once and counted by its id. */
export function createJudgedSets(engine: Engine) {
  const described = new Map<string, Described>();
  const written = new Set<string>();
  const writtenBy = new Map<string, object>();

  /** `kind` names logs that as a rule are judged by the same set, so that its hash need not be made anew. */
  function describe(
    org: number,
    kind: string,
    { ruleIds, policyIds }: Pick<Described, 'ruleIds' | 'policyIds'>,
  ): JudgedSetsTable {
    const key = `${org} ${kind}`;
    const known = described.get(key);
    if (known !== undefined && isSame(known.ruleIds, ruleIds) && isSame(known.policyIds, policyIds)) return known.row;
    const [rule_ids, policy_ids] = [ruleIds.join(','), policyIds.join(',')];
    const row = { org, id: hash('sha256', `${rule_ids} ${policy_ids}`, 'base64url'), rule_ids, policy_ids };
    if (described.size >= mostKnown) described.clear();
    described.set(key, { ruleIds, policyIds, row });
    return row;
  }

  /** Writes a set unless a transaction before this one did: only what another one reads was committed. */
  function* keep(set: JudgedSetsTable, { transaction }: Bench): Script {
    const key = `${set.org} ${set.id}`;
    if (written.has(key)) return;
    if (writtenBy.get(key) !== transaction) {
      const found = yield statement(engine, 'SELECT id FROM judged_sets WHERE org = ? AND id = ?', [set.org, set.id]);
      if (written.size >= mostKnown) written.clear();
      if (found.length > 0) written.add(key);
    }
    if (written.has(key)) writtenBy.delete(key);
    else {
      writtenBy.set(key, transaction);
      yield* insertRows(engine, target, [set]);
    }
  }

  return { describe, keep };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((id, place) => id === other[place]));
}
