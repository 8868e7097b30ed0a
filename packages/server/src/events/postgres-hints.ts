import { sql } from 'kysely';

import type { PostgresDatabase } from '../db/database.ts';
import { TextClient } from '../db/postgres-text.ts';

const channel = 'agentaudit_hints';
const reconnectMs = 5000;

export interface HintsOptions {
  onHint: (org: number, feed: string) => void;
  onError: (error: unknown) => void;
}

/**
 * Tells other server processes at once what they would find out within a second. Nothing depends on a
 * hint: a connection pooler or a distributed PostgreSQL may swallow them all. They are sent after the
 * commit and for rare changes alone, since notifying inside transactions makes those wait for each other.
 */
export function createPostgresHints(database: PostgresDatabase, { onHint, onError }: HintsOptions) {
  let client: TextClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function listen(): Promise<void> {
    const opened = new TextClient({
      connectionString: database.pool.options.connectionString,
      application_name: 'agentaudit-hints',
      connectionTimeoutMillis: reconnectMs,
      keepAlive: true,
    });
    client = opened;
    opened.on('notification', ({ payload = '' }) => {
      const [, org, feed] = /^(\d+) (\w+)$/.exec(payload) ?? [];
      if (org !== undefined && feed !== undefined) onHint(Number(org), feed);
    });
    opened.on('error', () => opened.end().catch(() => undefined));
    opened.on('end', () => again());
    await opened.connect();
    await opened.query(`LISTEN ${channel}`);
  }

  function again(): void {
    if (isClosed || timer !== undefined) return;
    timer = setTimeout(start, reconnectMs).unref();
  }

  function start(): void {
    timer = undefined;
    listen().catch(again);
  }

  start();
  return {
    send: (org: number, feed: string) => {
      sql`SELECT pg_notify(${channel}, ${`${org} ${feed}`})`.execute(database.query).catch(onError);
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
