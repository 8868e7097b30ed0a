import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freshDatabase, signUp, startServerProcess, startTestServer, testEngine } from '@agentaudit/testing';
import type { AuditLog, CreatedApiKey, Page, Session } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError } from './wire.ts';

const apiKey = 'aa_live_ChosenByTheOperator0123456789';
const environment = {
  AGENTAUDIT_INIT_EMAIL: 'Admin@Example.com',
  AGENTAUDIT_INIT_PASSWORD: 'a password of mine',
  AGENTAUDIT_INIT_ORG: 'My organization',
  AGENTAUDIT_INIT_API_KEY: apiKey,
};
const database = await freshDatabase();
/** Started at once, on one database that was empty. */
const servers = await Promise.all([1, 2, 3].map(() => startTestServer({ database, environment })));
const [first, second] = servers as [(typeof servers)[0], (typeof servers)[0]];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await database.dispose();
});

test('servers that start at once on one empty database share its schema, and append to one gapless log', async () => {
  const account = await signUp(first.url);
  const sent = servers.flatMap(({ url }) =>
    Array.from({ length: 5 }, () => createCaller(url, account).post('/audit-logs', { action: 'a' })),
  );
  for (const { status } of await Promise.all(sent)) expect(status).toBe(201);
  for (const { url } of servers) {
    const { body } = await createCaller(url, account).get<Page<AuditLog>>('/audit-logs?limit=500&order=asc');
    expect(body.data.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 15 }, (_, place) => place));
  }
});

test('the environment makes the first account and its key, once, however many servers start', async () => {
  for (const { url } of servers) {
    expect((await createCaller(url, { apiKey }).post('/audit-logs', { action: 'a' })).status).toBe(201);
  }
  const { body } = await login(first.url, 'a password of mine');
  expect(body.organization).toMatchObject({ name: 'My organization', email: 'admin@example.com' });
  const keys = await createCaller(second.url, body).get<Page<unknown>>('/auth/api-keys');
  expect(keys.body.total).toBe(1);
});

test('servers over one database share the secret of access tokens, and sessions', async () => {
  const registered = await login(first.url, 'a password of mine');
  expect((await createCaller(second.url, registered.body).get('/auth/me')).status).toBe(200);
  const cookie = registered.headers.getSetCookie()[0]!.split(';', 1)[0]!;
  const refreshed = await createCaller(second.url).call('POST', '/auth/refresh', { headers: { cookie } });
  expect(refreshed.status).toBe(200);
});

test('a deleted key stops within a second on the servers that were not told', async () => {
  const account = await signUp(first.url);
  const owner = createCaller(first.url, { accessToken: account.accessToken });
  const { body } = await owner.post<CreatedApiKey>('/auth/api-keys', { name: 'x' });
  const elsewhere = createCaller(second.url, { apiKey: body.key });
  expect((await elsewhere.get('/audit-logs')).status).toBe(200);
  await owner.delete(`/auth/api-keys/${body.id}`);
  const oneSecond = Promise.withResolvers<void>();
  setTimeout(oneSecond.resolve, 1000);
  await oneSecond.promise;
  expectError(await elsewhere.get('/audit-logs'), 'unauthorized');
});

test('a restart keeps logs, tokens and the first account, whose password the environment does not reset', async () => {
  const { accessToken } = await signUp(first.url);
  const owner = createCaller(first.url, { accessToken });
  const { body } = await owner.post<AuditLog>('/audit-logs', { action: 'kept', prompt: 'p' });
  const changed = { ...environment, AGENTAUDIT_INIT_PASSWORD: 'another password' };
  const restarted = await startTestServer({ database, environment: changed });
  expect((await createCaller(restarted.url, { accessToken }).get(`/audit-logs/${body.id}`)).body).toEqual(body);
  expectError(await login(restarted.url, 'another password'), 'invalid_credentials');
  expect((await login(restarted.url, 'a password of mine')).status).toBe(200);
  await restarted.close();
});

test('a token is nothing to a server with another database', async () => {
  const { accessToken } = await signUp(first.url);
  const other = await startTestServer();
  expectError(await createCaller(other.url, { accessToken }).get('/auth/me'), 'unauthorized');
  await other.close();
});

test('processes that start at once on one empty database all come up', async () => {
  const empty = await freshDatabase();
  const processes = await Promise.all([1, 2].map(() => startServerProcess({ database: empty })));
  const account = await signUp(processes[0]!.url);
  for (const [place, { url }] of processes.entries()) {
    const { body } = await createCaller(url, account).post<AuditLog>('/audit-logs', { action: 'a' });
    expect(body.sequence).toBe(place);
  }
  expect(await Promise.all(processes.map((process) => process.stop()))).toEqual([0, 0]);
  await empty.dispose();
});

test('with REGISTRATION=closed only the first account registers', async () => {
  const server = await startTestServer({ environment: { REGISTRATION: 'closed' } });
  const register = (email: string) =>
    createCaller(server.url).post('/auth/register', { email, password: 'long enough' });
  expect((await register('first@example.com')).status).toBe(201);
  expectError(await register('second@example.com'), 'forbidden');
  await server.close();
});

test.runIf(testEngine() === 'sqlite')('the folder of the database is made, for its owner alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'agentaudit-'));
  const url = `sqlite:${folder}/a/b/agentaudit.db`;
  const server = await startTestServer({ environment: { DATABASE_URL: url } });
  expect((await stat(`${folder}/a/b`)).mode & 0o077).toBe(0);
  await server.close();
  await rm(folder, { recursive: true });
});

function login(url: string, password: string) {
  return createCaller(url).post<Session>('/auth/login', { email: 'admin@example.com', password });
}
