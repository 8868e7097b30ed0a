import { sql } from 'kysely';

import type { Database } from '../../src/db/database.ts';

export interface ManyLogsOptions {
  org: number;
  count: number;
  /** Of the first; each next one is a second later. */
  fromMs: number;
}

/**
 * Puts logs into the tables as if they had been stored long ago: as many as no test has the time to
 * send. They carry no proofs, so the tree of the organization's log says nothing of them.
 */
export async function addManyLogs({ engine, query }: Database, { org, count, fromMs }: ManyLogsOptions): Promise<void> {
  const numbers =
    engine === 'sqlite'
      ? sql`(WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count}) SELECT i FROM n)`
      : sql`(SELECT generate_series(0, ${count}::bigint - 1) AS i)`;
  const bytes = engine === 'sqlite' ? sql`x'00'` : sql`'\\x00'::bytea`;
  const text = sql`CAST(i AS TEXT)`;
  const violation = JSON.stringify([
    {
      ruleId: 'rule_1',
      ruleName: 'A rule',
      ruleType: 'keyword_match',
      severity: 'warning',
      action: 'flag',
      policyId: null,
    },
  ]);
  await sql`INSERT INTO log_envelopes (org, seq, id, action, timestamp, created_at, duration_ms, status,
      enforcement_action, source_instance, source_seq, commitment, leaf_hash, request_hash)
    SELECT ${sql.lit(org)}, i, 'log_' || ${text}, CASE i % 3 WHEN 0 THEN 'llm_call' WHEN 1 THEN 'tool_use' ELSE 'retrieval' END,
      ${sql.lit(fromMs)} + i * 1000, ${sql.lit(fromMs)} + i * 1000, 12.5, CASE i % 50 WHEN 0 THEN 'error' ELSE 'ok' END,
      CASE i % 10 WHEN 0 THEN 'flag' ELSE 'allow' END, NULL, NULL, ${bytes}, ${bytes}, ${bytes} FROM ${numbers} AS t`.execute(
    query,
  );
  await sql`INSERT INTO log_payloads (org, seq, agent_id, trace_id, parent_span_id, session_id, user_id, prompt,
      response, metadata, violations, salt, bytes)
    SELECT ${sql.lit(org)}, i, 'agent-' || CAST(i % 7 AS TEXT), 'trace-' || CAST(i / 10 AS TEXT), NULL, NULL, NULL,
      'Summarise the report of the quarter, and say what stands out in it.', 'Revenue was $2.4M.', NULL,
      CASE i % 10 WHEN 0 THEN ${sql.lit(violation)} ELSE NULL END, ${bytes}, 80 FROM ${numbers} AS t`.execute(query);
}

/** Says that the organization's log holds so many entries. */
export async function setLogSize({ query }: Database, org: number, size: number): Promise<void> {
  const row = await query.selectFrom('log_heads').select('tree').where('org', '=', org).executeTakeFirstOrThrow();
  const { encodeTree, decodeTree, appendLeaves } = await import('agentaudit-ledger');
  const leaf = new Uint8Array(32);
  const tree = appendLeaves(
    decodeTree(row.tree),
    Array.from({ length: size }, () => leaf),
  );
  await query
    .updateTable('log_heads')
    .set({ size, tree: Buffer.from(encodeTree(tree)) })
    .where('org', '=', org)
    .execute();
}
