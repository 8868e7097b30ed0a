import { freshDatabase, signUp, startTestServer } from '@agentaudit/testing';
import type { ApiKey, ApiKeyPage, CreatedApiKey, Session } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid } from './wire.ts';

const clock = { ms: Date.now() };
const server = await startTestServer({ now: () => clock.ms });
afterAll(() => server.close());
const owner = await newOwner('owner@example.com');
const event = { action: 'llm_call' };

test('a new key is shown once, with the scopes that an agent needs and none that changes what judges it', async () => {
  const answer = await owner.post<CreatedApiKey>('/auth/api-keys', { name: 'production-agent' });
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    key: expect.stringMatching(/^aa_live_[0-9A-Za-z]{49}$/),
    id: expect.stringMatching(/^key_/),
    name: 'production-agent',
    prefix: answer.body.key.slice(0, 12),
    scopes: ['logs:write', 'logs:read', 'hitl:request', 'hitl:read', 'config:read'],
    createdAt: new Date(clock.ms).toISOString(),
    expiresAt: null,
  });
  const { body } = await owner.get<ApiKeyPage>('/auth/api-keys?limit=500');
  const listed = body.data.find(({ id }) => id === answer.body.id);
  const { key, ...rest } = answer.body;
  expect(listed).toEqual({ ...rest, lastUsedAt: null });
  expect(JSON.stringify(body)).not.toContain(key.slice(12));
});

test('the database holds a hash of the key, not the key', async () => {
  const { key, id } = await create({ name: 'hashed' });
  const row = await server.database.query
    .selectFrom('api_keys')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row.hash).toHaveLength(32);
  expect(JSON.stringify({ ...row, hash: Buffer.from(row.hash).toString('latin1') })).not.toContain(key.slice(12, -6));
});

test('the list shows a use at once', async () => {
  const { key, id } = await create({ name: 'used' });
  expect((await createCaller(server.url, { apiKey: key }).get('/audit-logs')).status).toBe(200);
  const { body } = await owner.get<ApiKeyPage>('/auth/api-keys?limit=500');
  expect(body.data.find((listed) => listed.id === id)?.lastUsedAt).toBe(new Date(clock.ms).toISOString());
});

test('a key may do what its scopes say and nothing else', async () => {
  const writer = createCaller(server.url, { apiKey: (await create({ name: 'w', scopes: ['logs:write'] })).key });
  const reader = createCaller(server.url, { apiKey: (await create({ name: 'r', scopes: ['logs:read'] })).key });
  expect((await writer.post('/audit-logs', event)).status).toBe(201);
  expect((await writer.post('/audit-logs/batch', [event])).status).toBe(201);
  expect(expectError(await writer.get('/audit-logs'), 'forbidden').error).toContain('logs:read');
  expect(expectError(await writer.get('/audit-logs/export'), 'forbidden').error).toContain('logs:read');
  expect((await reader.get('/audit-logs')).status).toBe(200);
  expect(expectError(await reader.post('/audit-logs', event), 'forbidden').error).toContain('logs:write');
  expect(expectError(await reader.post('/audit-logs/batch', [event]), 'forbidden').error).toContain('logs:write');
});

test('no key manages keys or the profile, be its scopes what they may', async () => {
  const scopes = ['logs:write', 'logs:read', 'hitl:request', 'hitl:read', 'config:read', 'manage', 'hitl:decide'];
  const { key, id } = await create({ name: 'all', scopes });
  const agent = createCaller(server.url, { apiKey: key });
  expectError(await agent.post('/auth/api-keys', { name: 'more' }), 'forbidden');
  expectError(await agent.get('/auth/api-keys'), 'forbidden');
  expectError(await agent.delete(`/auth/api-keys/${id}`), 'forbidden');
  expectError(await agent.get('/auth/me'), 'forbidden');
  expectError(await agent.patch('/auth/me', { name: 'mine' }), 'forbidden');
});

test('a deleted key stops at once', async () => {
  const { key, id } = await create({ name: 'short-lived' });
  const agent = createCaller(server.url, { apiKey: key });
  expect((await agent.post('/audit-logs', event)).status).toBe(201);
  const deleted = await owner.delete(`/auth/api-keys/${id}`);
  expect([deleted.status, deleted.text]).toEqual([204, '']);
  expectError(await agent.post('/audit-logs', event), 'unauthorized');
  expectError(await owner.delete(`/auth/api-keys/${id}`), 'not_found');
});

test('a key stops when it expires', async () => {
  const expiresAt = new Date(clock.ms + 60_000).toISOString();
  const { key, ...shown } = await create({ name: 'expiring', expiresAt });
  expect(shown).toMatchObject({ expiresAt });
  const agent = createCaller(server.url, { apiKey: key });
  clock.ms += 59_999;
  expect((await agent.get('/audit-logs')).status).toBe(200);
  clock.ms += 1;
  expectError(await agent.get('/audit-logs'), 'unauthorized');
});

test('a typo in a key is told from a key that is not known', async () => {
  const { key } = await create({ name: 'typo' });
  const typo = key.slice(0, 20) + (key[20] === 'x' ? 'y' : 'x') + key.slice(21);
  expect(expectError(await withKey(typo), 'unauthorized').error).toContain('typo');
  await owner.delete(`/auth/api-keys/${(await newest()).id}`);
  expect(expectError(await withKey(key), 'unauthorized').error).toBe('Invalid API key');
});

test.each(['aa_your_key_here', 'x', 'null', `aa_live_${'a'.repeat(5000)}`])('%.20s is no key', async (key) => {
  expectError(await withKey(key), 'unauthorized');
});

test('the list says when a key was last used', async () => {
  const database = await freshDatabase();
  const first = await startTestServer({ database, now: () => clock.ms });
  const { apiKey, email, password } = await signUp(first.url);
  await createCaller(first.url, { apiKey }).post('/audit-logs', event);
  await first.close();
  const second = await startTestServer({ database });
  const { body } = await createCaller(second.url).post<Session>('/auth/login', { email, password });
  const keys = await createCaller(second.url, body).get<ApiKeyPage>('/auth/api-keys');
  expect(keys.body.data[0]!.lastUsedAt).toBe(new Date(clock.ms).toISOString());
  await second.close();
  await database.dispose();
});

test('keys are listed newest first, by cursor and by offset', async () => {
  const lister = await newOwner('lister@example.com');
  const names = ['one', 'two', 'three', 'four', 'five'];
  for (const name of names) await lister.post('/auth/api-keys', { name });
  const first = (await lister.get<ApiKeyPage>('/auth/api-keys?limit=2')).body;
  const second = (await lister.get<ApiKeyPage>(`/auth/api-keys?limit=2&cursor=${first.nextCursor}`)).body;
  const third = (await lister.get<ApiKeyPage>(`/auth/api-keys?limit=2&cursor=${second.nextCursor}`)).body;
  expect([first, second, third].flatMap(({ data }) => data.map(({ name }) => name))).toEqual(names.toReversed());
  expect([first.total, third.nextCursor]).toEqual([5, null]);
  const byOffset = (await lister.get<ApiKeyPage>('/auth/api-keys?limit=2&offset=2')).body;
  expect(byOffset.data).toEqual(second.data);
  expect(byOffset.offset).toBe(2);
});

test.each([
  ['no name', {}, 'name'],
  ['an empty name', { name: '' }, 'name'],
  ['a scope that does not exist', { name: 'x', scopes: ['logs:write', 'root'] }, 'scopes.1'],
  ['no scope at all', { name: 'x', scopes: [] }, 'scopes'],
  ['a scope named twice', { name: 'x', scopes: ['manage', 'manage'] }, 'scopes'],
  ['an end that is no date', { name: 'x', expiresAt: 'tomorrow' }, 'expiresAt'],
  ['a day that does not exist', { name: 'x', expiresAt: '2099-02-30T00:00:00Z' }, 'expiresAt'],
  ['an end in the past', { name: 'x', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ['a key of its own making', { name: 'x', key: 'aa_live_mine' }, 'key'],
])('making a key refuses %s, and names the field', async (_, body, field) => {
  expectInvalid(await owner.post('/auth/api-keys', body), field);
});

async function newOwner(email: string) {
  const { body } = await createCaller(server.url).post<Session>('/auth/register', { email, password: 'pass word 123' });
  return createCaller(server.url, body);
}

async function create(input: object): Promise<CreatedApiKey> {
  const answer = await owner.post<CreatedApiKey>('/auth/api-keys', input);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

async function newest(): Promise<ApiKey> {
  return (await owner.get<ApiKeyPage>('/auth/api-keys?limit=1')).body.data[0]!;
}

function withKey(apiKey: string) {
  return createCaller(server.url, { apiKey }).get('/audit-logs');
}
