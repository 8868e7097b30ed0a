import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import type { Storage, Target } from '../target.ts';

/** Resolves when the full text, which follows behind the log, holds every log committed. */
export async function indexingDone(storage: Storage, target: Target): Promise<void> {
  // On SQLite a search waits for it.
  if (storage.engine === 'sqlite') await target.get('/audit-logs?q=anything&limit=1');
  else await postgresIndexingDone(target.server.databaseUrl);
}

async function postgresIndexingDone(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  for (;;) {
    const { rowCount } = await client.query(
      'SELECT FROM log_indexing i JOIN log_heads h ON h.org = i.org WHERE i.indexed < h.size',
    );
    if (rowCount === 0) break;
    await sleep(50);
  }
  await client.end();
}
