import { signUp, startTestServer, type TestServer } from '@agentaudit/testing';
import { Client } from 'pg';
import { expect, test } from 'vitest';

import { expectWhole } from './expect-whole.ts';
import { newEntries, send, startLoad } from './load.ts';
import { readStoredLog } from './stored-log.ts';

test('a full disk or lost database is a 503 that stored nothing, and passes', async () => {
  const server = await startTestServer();
  const { apiKey, organization } = await signUp(server.url);
  const load = startLoad({ url: server.url, apiKey, senders: 4 });
  await load.reached(100);
  const repair = await takeDatabaseAway(server);
  const refused = newEntries(1, 'refused');
  const refusedBatch = newEntries(20, 'refused batch');
  while ((await send({ url: server.url, apiKey }, refused)) === 201) refused.splice(0, 1, ...newEntries(1, 'refused'));
  await load.stop();
  expect(load.unanswered).toEqual([]);
  expect([...new Set(load.refusals)]).toEqual(load.refusals.length === 0 ? [] : [503]);

  const response = await fetch(`${server.url}/api/v1/audit-logs/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify(refusedBatch),
  });
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ status: 503, code: 'unavailable' });

  await repair();
  const stored = await readStoredLog(server.databaseUrl, organization.id);
  expectWhole(stored, load.acknowledged);
  for (const { id } of [...refused, ...refusedBatch]) expect(stored.ids).not.toContain(id);

  for (const entries of [refused, refusedBatch]) expect(await send({ url: server.url, apiKey }, entries)).toBe(201);
  expectWhole(await readStoredLog(server.databaseUrl, organization.id), [
    ...load.acknowledged,
    ...[...refused, ...refusedBatch].map(({ id }) => id!),
  ]);
  await server.close();
});

/** Fills the disk of the embedded database, or shuts PostgreSQL's. Returns what undoes it. */
async function takeDatabaseAway({ database, databaseUrl }: TestServer): Promise<() => Promise<void>> {
  if (database.engine === 'sqlite') {
    // SQLite itself then meets the same SQLITE_FULL as on a full disk, at its next new page.
    const pages = database.writer.pragma('page_count', { simple: true }) as number;
    database.writer.pragma(`max_page_count = ${pages}`);
    return async () => void database.writer.pragma('max_page_count = 1000000000');
  }
  const name = new URL(databaseUrl).pathname.slice(1);
  await asAdmin(databaseUrl, [
    `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  ]);
  return () => asAdmin(databaseUrl, [`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`]);
}

async function asAdmin(databaseUrl: string, statements: string[]): Promise<void> {
  const url = new URL(databaseUrl);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
