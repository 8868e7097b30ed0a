import { encodeTree } from 'agentaudit-ledger';
import type { PoolClient } from 'pg';

import type { PostgresDatabase } from '../db/database.ts';
import { type Head, type HeadRow, type StoredId, type Submission, toHead } from './append.ts';
import { commitGroup } from './commit.ts';
import type { CommitGroup, Outcome } from './group-commit.ts';
import { type Row, runAsync } from './script.ts';
import type { WriterOptions } from './sqlite-writer.ts';
import { monthOf } from './usage.ts';

/**
 * Commits groups on PostgreSQL: the heads are locked in the order of their numbers, so that servers
 * take turns on an organization and never wait for each other in a circle; rows go in as columns of arrays.
 */
export function createPostgresWriter(database: PostgresDatabase, options: WriterOptions): CommitGroup {
  return async (group) => {
    const client = await database.pool.connect();
    let failure: unknown;
    try {
      await client.query('BEGIN');
      const outcomes = await commit(client, group, options);
      await client.query('COMMIT');
      return outcomes;
    } catch (error) {
      failure = error;
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      // A connection that failed may still be inside the transaction: it is not used again.
      client.release(failure !== undefined);
    }
  };
}

async function commit(client: PoolClient, group: Submission[], { judge, now }: WriterOptions): Promise<Outcome[]> {
  const heads = await lockHeads(client, group);
  const stored = await readStored(client, group);
  const findStored = (org: number, id: string) => stored.get(`${org} ${id}`);
  const script = commitGroup(group, heads, { judge, nowMs: now(), findStored });
  const outcomes = await runAsync(script, async ({ sql, parameters }) => {
    const { rows } = await client.query<Row>(sql, [...parameters]);
    return rows;
  });
  const grown = heads.filter(({ sealed }) => sealed.size > 0);
  if (grown.length > 0) await store(client, grown);
  return outcomes;
}

async function lockHeads(client: PoolClient, group: Submission[]): Promise<Head[]> {
  const organizations = new Map(group.map(({ organization }) => [organization.number, organization]));
  const { rows } = await client.query<HeadRow & { org: number }>({
    name: 'lock_heads',
    text: `SELECT org, tree, last_created_at, rules_revision FROM log_heads
      WHERE org = ANY ($1::bigint[]) ORDER BY org FOR UPDATE`,
    values: [[...organizations.keys()]],
  });
  return rows.map((row) => toHead(organizations.get(row.org)!, row));
}

async function readStored(client: PoolClient, group: Submission[]): Promise<Map<string, StoredId>> {
  const orgs: number[] = [];
  const ids: string[] = [];
  for (const { organization, entries } of group) {
    for (const { id, hasClientId } of entries) {
      if (!hasClientId) continue;
      orgs.push(organization.number);
      ids.push(id);
    }
  }
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ org: number; id: string; seq: number; request_hash: Uint8Array }>({
    name: 'find_stored',
    text: `SELECT e.org, e.id, e.seq, e.request_hash
      FROM unnest($1::bigint[], $2::text[]) AS sent (org, id) JOIN log_envelopes e ON e.org = sent.org AND e.id = sent.id`,
    values: [orgs, ids],
  });
  return new Map(rows.map((row) => [`${row.org} ${row.id}`, { seq: row.seq, requestHash: row.request_hash }]));
}

async function store(client: PoolClient, heads: Head[]): Promise<void> {
  const sealed = heads.flatMap((head) => [...head.sealed.values()]);
  await insert(
    client,
    envelopes,
    sealed.map(({ envelope }) => envelope),
  );
  await insert(
    client,
    payloads,
    sealed.map(({ payload }) => payload),
  );
  await client.query({
    name: 'update_heads',
    text: `WITH grown AS (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bigint[]) AS t (org, size, tree, at)),
      moved AS (UPDATE log_heads h SET size = g.size, tree = g.tree, last_created_at = g.at FROM grown g WHERE h.org = g.org)
      INSERT INTO usage_months (org, month, events) SELECT * FROM unnest($1::bigint[], $5::text[], $6::bigint[])
      ON CONFLICT (org, month) DO UPDATE SET events = usage_months.events + excluded.events`,
    values: [
      heads.map(({ organization }) => organization.number),
      heads.map(({ tree }) => tree.size),
      heads.map(({ tree }) => Buffer.from(encodeTree(tree))),
      heads.map(({ lastCreatedAtMs }) => lastCreatedAtMs),
      heads.map(({ lastCreatedAtMs }) => monthOf(lastCreatedAtMs)),
      heads.map((head) => head.sealed.size),
    ],
  });
}

interface Columns {
  name: string;
  text: string;
  columns: string[];
}

const envelopes = columnsOf('log_envelopes', {
  org: 'bigint',
  seq: 'bigint',
  id: 'text',
  action: 'text',
  timestamp: 'bigint',
  created_at: 'bigint',
  duration_ms: 'double precision',
  status: 'text',
  enforcement_action: 'text',
  source_instance: 'text',
  source_seq: 'bigint',
  commitment: 'bytea',
  leaf_hash: 'bytea',
  request_hash: 'bytea',
});

const payloads = columnsOf('log_payloads', {
  org: 'bigint',
  seq: 'bigint',
  agent_id: 'text',
  trace_id: 'text',
  parent_span_id: 'text',
  session_id: 'text',
  user_id: 'text',
  prompt: 'text',
  response: 'text',
  metadata: 'text',
  violations: 'text',
  salt: 'bytea',
  bytes: 'bigint',
});

function columnsOf(table: string, types: Record<string, string>): Columns {
  const columns = Object.keys(types);
  const arrays = Object.values(types).map((type, index) => `$${index + 1}::${type}[]`);
  return {
    name: `insert_${table}`,
    text: `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})`,
    columns,
  };
}

async function insert(client: PoolClient, { name, text, columns }: Columns, rows: object[]): Promise<void> {
  const values = columns.map((column) =>
    rows.map((row) => {
      const value = (row as Record<string, unknown>)[column];
      // The driver writes a Buffer as bytes, any other typed array as a list.
      return value instanceof Uint8Array && !Buffer.isBuffer(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.length)
        : value;
    }),
  );
  await client.query({ name, text, values });
}
