import type { Pool } from 'pg';

import { openDatabase } from '../../packages/server/src/db/open.ts';
import { migrate } from '../../packages/server/src/db/migrate.ts';
import { cpuMicrosOf, cpuMicrosOfPostgres } from '../cpu.ts';
import { type EventRows, makeRows, readOrder, report } from './rows.ts';

// The least that storing on PostgreSQL costs, client and backends together: multi-row inserts of ready rows into the
// server's own tables, indexes and full text, five hundred events a commit.
const perCommit = 500;

const order = readOrder();
const { postmaster } = order;
if (postmaster === undefined) throw new Error("This baseline needs PostgreSQL's process id");
const database = await openDatabase(order.databaseUrl);
if (database.engine !== 'postgres') throw new Error('This baseline is for PostgreSQL');
await migrate(database);
const rows = makeRows(order.warmUp + order.events);
const types = await readTypes(database.pool);

await storeAll(rows.slice(0, order.warmUp));
const before = cpuMicros();
await storeAll(rows.slice(order.warmUp));
report({ microsPerEvent: (cpuMicros() - before) / order.events });
await database.close();

function cpuMicros(): number {
  return cpuMicrosOf(process.pid) + cpuMicrosOfPostgres(postmaster!);
}

async function storeAll(all: EventRows[]): Promise<void> {
  for (let start = 0; start < all.length; start += perCommit) await store(all.slice(start, start + perCommit));
}

async function store(commit: EventRows[]): Promise<void> {
  const client = await (database.engine === 'postgres' ? database.pool : undefined)!.connect();
  await client.query('BEGIN');
  for (const [table, part] of [
    ['log_envelopes', 'envelope'],
    ['log_payloads', 'payload'],
  ] as const) {
    const columns = Object.keys(commit[0]![part]);
    const arrays = columns.map((column, index) => `$${index + 1}::${types.get(`${table}.${column}`)}[]`);
    await client.query({
      name: table,
      text: `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})`,
      values: columns.map((column) => commit.map((event) => event[part][column])),
    });
  }
  await client.query({
    name: 'log_text',
    text: `INSERT INTO log_text (org, seq, part, document)
      SELECT 1, seq, 0, to_tsvector('simple', document) FROM unnest($1::bigint[], $2::text[]) AS t (seq, document)`,
    values: [commit.map(({ envelope }) => envelope['seq']), commit.map(({ document }) => document)],
  });
  await client.query('COMMIT');
  client.release();
}

async function readTypes(pool: Pool): Promise<Map<string, string>> {
  const { rows: columns } = await pool.query<{ name: string; type: string }>(
    `SELECT table_name || '.' || column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public'`,
  );
  return new Map(columns.map(({ name, type }) => [name, type]));
}
