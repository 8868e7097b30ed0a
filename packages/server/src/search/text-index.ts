import type { Database } from '../db/database.ts';
import { createPostgresIndexer } from './postgres-indexer.ts';
import { createSqliteIndexer } from './sqlite-indexer.ts';

/** The full text, which follows behind the log on both engines: see docs/decisions/0004. */
export interface TextIndex {
  /** To be called after each commit. */
  committed(org: number, logs: number): void;
  /** Resolves when a search finds what it has to find: on SQLite every log that was committed before the call. */
  catchUp(org: number): Promise<void>;
  close(): Promise<void>;
}

export function createTextIndex(database: Database, onError: (error: unknown) => void): TextIndex {
  return database.engine === 'sqlite'
    ? createSqliteIndexer(database, onError)
    : createPostgresIndexer(database, onError);
}
