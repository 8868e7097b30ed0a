import type SqliteConnection from 'better-sqlite3';

import { openDatabase } from '../../packages/server/src/db/open.ts';
import { migrate } from '../../packages/server/src/db/migrate.ts';
import { type EventRows, makeRows, readOrder, report } from './rows.ts';

// The least that storing on SQLite costs: prepared inserts of ready rows into the server's own tables, indexes and
// full text, with its settings, a thousand events a commit.
const perCommit = 1000;

const order = readOrder();
const database = await openDatabase(order.databaseUrl);
if (database.engine !== 'sqlite') throw new Error('This baseline is for SQLite');
await migrate(database);
const rows = makeRows(order.warmUp + order.events);
const store = prepare(database.writer, rows[0]!);

storeAll(rows.slice(0, order.warmUp));
const before = process.cpuUsage();
storeAll(rows.slice(order.warmUp));
const { user, system } = process.cpuUsage(before);
report({ microsPerEvent: (user + system) / order.events });
await database.close();

function storeAll(all: EventRows[]): void {
  for (let start = 0; start < all.length; start += perCommit) store(all.slice(start, start + perCommit));
}

function prepare(writer: SqliteConnection.Database, example: EventRows): (commit: EventRows[]) => void {
  const insertInto = (table: string, columns: string[]) =>
    writer.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  const envelopes = insertInto('log_envelopes', Object.keys(example.envelope));
  const payloads = insertInto('log_payloads', Object.keys(example.payload));
  const text = insertInto('log_text', ['rowid', 'document']);
  return writer.transaction((commit: EventRows[]) => {
    for (const { envelope, payload, document } of commit) {
      envelopes.run(...Object.values(envelope));
      payloads.run(...Object.values(payload));
      text.run(BigInt(envelope['seq'] as number), document);
    }
  });
}
