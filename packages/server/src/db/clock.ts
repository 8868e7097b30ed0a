import { type RawBuilder, sql } from 'kysely';

import type { Engine } from './database.ts';

/**
 * The database's own time in milliseconds since 1970, read when the statement runs: the one clock
 * that all server processes share. On PostgreSQL not `now()`, which stands still in a transaction.
 */
export function databaseNow(engine: Engine): RawBuilder<number> {
  return engine === 'sqlite'
    ? sql<number>`CAST(round(unixepoch('subsec') * 1000) AS INTEGER)`
    : sql<number>`CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)`;
}
