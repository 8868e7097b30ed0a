import type { Database } from './database.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

export interface OpenOptions {
  /** What SQLite takes the time to be, in milliseconds since 1970; PostgreSQL has a clock of its own. Default: the system's clock. */
  now?: () => number;
}

/** Opens `sqlite:<path>` or `postgres://…`. */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length), options) : openPostgres(url);
}
