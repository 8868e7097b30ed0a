import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

/** Resolves when PostgreSQL's full text holds every log committed. */
export async function indexingDone(databaseUrl: string): Promise<void> {
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
