import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import SqliteConnection from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';

import type { SqliteDatabase } from './database.ts';
import { createMutex } from './mutex.ts';
import type { Tables } from './tables.ts';

const busyTimeoutMs = 5000;

/** Opens the embedded database: one file, write-ahead log, every commit on the disk before it returns. */
export function openSqlite(path: string, { now }: { now?: () => number } = {}): SqliteDatabase {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const writer = connect(path);
  const others = connect(path);
  if (now !== undefined) for (const connection of [writer, others]) setClock(connection, now);
  const query = new Kysely<Tables>({ dialect: new SqliteDialect({ database: others }) });
  const mutex = createMutex();
  return {
    engine: 'sqlite',
    writer,
    query,
    transaction: (work) => mutex.run(() => query.transaction().execute(work)),
    withWriteLock: (work) => mutex.run(work),
    ping: async () => {
      await sql`SELECT 1 FROM organizations LIMIT 1`.execute(query);
    },
    close: async () => {
      await query.destroy();
      writer.close();
    },
  };
}

function connect(path: string): SqliteConnection.Database {
  const connection = new SqliteConnection(path, { timeout: busyTimeoutMs });
  connection.pragma('journal_mode = WAL');
  // After the journal mode: the library's build starts WAL files at NORMAL, which loses commits in a power cut.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -65536');
  connection.pragma('mmap_size = 268435456');
  connection.pragma('wal_autocheckpoint = 4000');
  return connection;
}

/** A server that is told the time must find the same one in its database: in place of the built-in function that asks the system. */
function setClock(connection: SqliteConnection.Database, now: () => number): void {
  connection.function('unixepoch', { varargs: true, directOnly: true }, () => now() / 1000);
}
