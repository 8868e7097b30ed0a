import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { freshDatabase, signUp, startServerProcess } from '@agentaudit/testing';
import { expect, test } from 'vitest';

import { expectWhole } from './expect-whole.ts';
import { startLoad } from './load.ts';
import { readStoredLog } from './stored-log.ts';

test('SIGTERM under load finishes what was accepted and ends with code 0', async () => {
  const database = await freshDatabase();
  const server = await startServerProcess({ database });
  const { apiKey, organization } = await signUp(server.url);
  const load = startLoad({ url: server.url, apiKey });
  await load.reached(200);
  const exitCode = await server.stop();
  await load.stop();

  expect(exitCode).toBe(0);
  expect(server.stderr()).toBe('');
  const stored = await readStoredLog(database.url, organization.id);
  expectWhole(stored, load.acknowledged);
  // What was accepted was answered: nothing is stored that its sender does not know of.
  expect(stored.ids.length).toBe(load.acknowledged.size);
  await database.dispose();
});

test('SIGTERM does not wait for a client that keeps its connection open', async () => {
  const server = await startServerProcess();
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
});

test('SIGTERM in the moment that the server says it listens ends it with code 0', async () => {
  const database = await freshDatabase();
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent' };
  const server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  server.stdout.once('data', () => server.kill('SIGTERM'));
  expect(await once(server, 'exit')).toEqual([0, null]);
  await database.dispose();
});
