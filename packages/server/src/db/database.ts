import type { Kysely, Transaction } from 'kysely';
import type { Pool } from 'pg';
import type SqliteConnection from 'better-sqlite3';

import type { Tables } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';

export type Query = Kysely<Tables>;

interface DatabaseBase {
  /** For everything but the append path. */
  query: Query;
  /** Runs `work` in one transaction; an error rolls it back and is thrown on. */
  transaction<Result>(work: (query: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Asks the database something, and throws when it does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface SqliteDatabase extends DatabaseBase {
  engine: 'sqlite';
  /** The append path's own connection, so that no transaction of `query` can have its rows in it. */
  writer: SqliteConnection.Database;
  /** Waits until no transaction of `query` holds the file's one write lock, and then runs without a break. */
  withWriteLock<Result>(work: () => Result): Promise<Result>;
}

export interface PostgresDatabase extends DatabaseBase {
  engine: 'postgres';
  pool: Pool;
}

export type Database = SqliteDatabase | PostgresDatabase;
