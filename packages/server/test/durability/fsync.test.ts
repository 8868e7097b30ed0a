import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freshDatabase, signUp, startServerProcess, startTestServer, testEngine } from '@agentaudit/testing';
import { expect, test } from 'vitest';

import { newEntries, send } from './load.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;

test.runIf(hasStrace)('on SQLite, every log that is sent alone is on the disk before its answer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'agentaudit-strace-'));
  const trace = join(folder, 'trace');
  const database = await freshDatabase({ engine: 'sqlite' });
  const server = await startServerProcess({
    database,
    // -D: the tracer steps aside, so that the process we start and stop is the server.
    wrapper: ['strace', '-D', '-f', '-e', 'trace=fsync,fdatasync', '-o', trace],
  });
  const { apiKey } = await signUp(server.url);
  const before = await countSyncs(trace);
  for (let sent = 0; sent < 30; sent++) {
    expect(await send({ url: server.url, apiKey }, newEntries(1, `${sent}`))).toBe(201);
  }
  expect((await countSyncs(trace)) - before).toBeGreaterThanOrEqual(30);
  await server.stop();
  await database.dispose();
  await rm(folder, { recursive: true });
});

test.runIf(testEngine() === 'postgres')('on PostgreSQL, a commit waits for its write-ahead log', async () => {
  const { database, close } = await startTestServer();
  if (database.engine !== 'postgres') throw new Error(`The engine is ${database.engine}`);
  const { rows } = await database.pool.query<{ synchronous_commit: string }>('SHOW synchronous_commit');
  await close();
  expect(rows).toEqual([{ synchronous_commit: 'on' }]);
});

async function countSyncs(trace: string): Promise<number> {
  const text = await readFile(trace, 'utf8');
  return text.match(/\b(fsync|fdatasync)\(/g)?.length ?? 0;
}
