import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';

import type { PostgresDatabase } from './database.ts';
import { TextClient, textTypes } from './postgres-text.ts';
import type { Tables } from './tables.ts';

const connections = 10;
const connectTimeoutMs = 5000;
/** No statement of ours takes longer; one that does has lost its server. */
const statementTimeoutMs = 60_000;

export function openPostgres(url: string): PostgresDatabase {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: statementTimeoutMs,
    keepAlive: true,
    application_name: 'agentaudit',
    types: textTypes,
    Client: TextClient,
  });
  // An idle connection that breaks is replaced on the next use; unheard, the event would end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks between two queries of a transaction: its next query says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const query = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    engine: 'postgres',
    pool,
    query,
    transaction: (work) => query.transaction().execute(work),
    ping: async () => {
      await sql`SELECT 1 FROM organizations LIMIT 1`.execute(query);
    },
    close: () => query.destroy(),
  };
}
