import { startTestServer } from '@agentaudit/testing';
import type { Account, Session } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { type Answer, createCaller, expectError, expectInvalid } from './wire.ts';

const clock = { ms: Date.now() };
const server = await startTestServer({ now: () => clock.ms });
afterAll(() => server.close());
const anyone = createCaller(server.url);
const password = 'correct horse battery staple';

test('registering founds an organization, named after the e-mail unless a name is given', async () => {
  const answer = await anyone.post('/auth/register', { email: 'ada@example.com', password });
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    organization: { id: expect.stringMatching(/^org_/), email: 'ada@example.com', plan: 'free', name: 'ada' },
  });
  const named = await anyone.post('/auth/register', { email: 'bob@example.com', password, name: 'Bob & Söhne' });
  expect(named.body).toMatchObject({ organization: { name: 'Bob & Söhne' } });
});

test('an e-mail registers once, whatever its case, also when two ask at the same time', async () => {
  const emails = ['carl@example.com', 'Carl@Example.com', 'CARL@EXAMPLE.COM'];
  const answers = await Promise.all(emails.map((email) => anyone.post('/auth/register', { email, password })));
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused).toHaveLength(2);
  for (const answer of refused) expectError(answer, 'email_in_use');
});

test('logging in answers a session, whatever the case of the e-mail', async () => {
  const registered = await register('dora@example.com');
  const answer = await anyone.post<Session>('/auth/login', { email: 'DORA@example.com', password });
  expect(answer.status).toBe(200);
  expect(answer.body.organization).toEqual(registered.body.organization);
  expect((await me(answer.body.accessToken)).status).toBe(200);
});

test('an unknown e-mail and a wrong password are refused in the same words', async () => {
  await register('eve@example.com');
  const wrong = await anyone.post('/auth/login', { email: 'eve@example.com', password: 'not her password' });
  const unknown = await anyone.post('/auth/login', { email: 'nobody@example.com', password });
  const { requestId: _, ...first } = expectError(wrong, 'invalid_credentials');
  const { requestId: __, ...second } = expectError(unknown, 'invalid_credentials');
  expect(first).toEqual(second);
  expect(first.error).toBe('Invalid email or password');
});

test.each([
  ['an e-mail without a domain', { email: 'ada', password }, 'email'],
  ['an e-mail with white space', { email: 'a da@example.com', password }, 'email'],
  ['no e-mail', { password }, 'email'],
  ['an e-mail that is no text', { email: 1, password }, 'email'],
  ['a password of 7 characters', { email: 'x@example.com', password: 'a'.repeat(7) }, 'password'],
  ['a password of 257 characters', { email: 'x@example.com', password: 'a'.repeat(257) }, 'password'],
  ['no password', { email: 'x@example.com' }, 'password'],
  ['an empty name', { email: 'x@example.com', password, name: '' }, 'name'],
  ['a field that it does not know', { email: 'x@example.com', password, plan: 'business' }, 'plan'],
])('registering refuses %s, and names the field', async (_, body, field) => {
  expectInvalid(await anyone.post('/auth/register', body), field);
});

test.each([8, 256])('a password of %i characters is taken as it is', async (length) => {
  const credentials = { email: `length-${length}@example.com`, password: 'ü'.repeat(length) };
  expect((await anyone.post('/auth/register', credentials)).status).toBe(201);
  expect((await anyone.post('/auth/login', credentials)).status).toBe(200);
  const longer = { ...credentials, password: `${credentials.password}!` };
  expectError(await anyone.post('/auth/login', longer), 'invalid_credentials');
});

test('the account shows role, plan, usage of the month and notification preferences', async () => {
  const { body } = await register('finn@example.com');
  const person = createCaller(server.url, body);
  await person.post('/audit-logs/batch', [{ action: 'a' }, { action: 'b' }]);
  const now = new Date(clock.ms).toISOString();
  expect((await person.get('/auth/me')).body).toEqual({
    id: expect.stringMatching(/^user_/),
    email: 'finn@example.com',
    name: 'finn',
    role: 'owner',
    plan: 'free',
    notifications: { email: false, webhook: false, webhookUrl: null, minSeverity: 'warning' },
    usage: { month: now.slice(0, 7), events: 2, quota: null },
    createdAt: now,
  });
});

test('a change of the profile keeps what it does not name', async () => {
  const person = createCaller(server.url, (await register('gina@example.com')).body);
  await person.patch('/auth/me', { name: 'Gina Ltd', notifications: { email: true } });
  const answer = await person.patch('/auth/me', { notifications: { minSeverity: 'critical' } });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    name: 'Gina Ltd',
    notifications: { email: true, webhook: false, webhookUrl: null, minSeverity: 'critical' },
  });
  expect((await person.get<Account>('/auth/me')).body).toEqual(answer.body);
});

test('the webhook cannot be switched on without an address', async () => {
  const person = createCaller(server.url, (await register('hugo@example.com')).body);
  expectInvalid(await person.patch('/auth/me', { notifications: { webhook: true } }), 'notifications.webhookUrl');
  const notifications = { webhook: true, webhookUrl: 'https://hooks.example.com/x' };
  expect((await person.patch('/auth/me', { notifications })).status).toBe(200);
  expectInvalid(await person.patch('/auth/me', { notifications: { webhookUrl: null } }), 'notifications.webhookUrl');
});

test('an access token lives an hour', async () => {
  const { accessToken } = (await register('ida@example.com')).body;
  clock.ms += 59 * 60_000;
  expect((await me(accessToken)).status).toBe(200);
  clock.ms += 61_000;
  expectError(await me(accessToken), 'unauthorized');
});

test('refreshing by the session cookie gives a token and the next cookie', async () => {
  const registered = await register('jane@example.com');
  const cookie = cookieOf(registered);
  expect(cookie).toMatch(
    /^agentaudit_refresh=[^;]{40,}; Max-Age=2592000; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict$/,
  );
  const refreshed = await refresh(cookie);
  expect(refreshed.status).toBe(200);
  expect(refreshed.body.organization).toEqual(registered.body.organization);
  expect((await me(refreshed.body.accessToken)).status).toBe(200);
  expect(valueOf(cookieOf(refreshed))).not.toBe(valueOf(cookie));
});

test('a session cookie used again long after it was replaced was copied: the whole session ends', async () => {
  const first = cookieOf(await register('kim@example.com'));
  const second = cookieOf(await refresh(first));
  clock.ms += 5000;
  expect((await refresh(first)).status, 'two tabs may refresh at once').toBe(200);
  clock.ms += 60_000;
  expectError(await refresh(first), 'unauthorized');
  expectError(await refresh(second), 'unauthorized');
});

test('a session cookie lives 30 days', async () => {
  const cookie = cookieOf(await register('lars@example.com'));
  clock.ms += 30 * 24 * 3_600_000 + 1;
  expectError(await refresh(cookie), 'unauthorized');
});

test('without the cookie nothing is refreshed', async () => {
  expectError(await anyone.call('POST', '/auth/refresh'), 'unauthorized');
  expectError(await refresh('agentaudit_refresh=made-up'), 'unauthorized');
});

test('logging out ends the session and clears the cookie, as often as it is asked', async () => {
  const cookie = cookieOf(await register('mia@example.com'));
  for (const _ of [1, 2]) {
    const answer = await anyone.call('POST', '/auth/logout', { headers: { cookie: valueOf(cookie) } });
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    expect(cookieOf(answer)).toMatch(/^agentaudit_refresh=; .*Expires=Thu, 01 Jan 1970/);
  }
  expectError(await refresh(cookie), 'unauthorized');
});

test('logging out everywhere ends all sessions of that person at once, and nobody else’s', async () => {
  const other = await register('nora@example.com');
  const phone = await register('otto@example.com');
  const laptop = await anyone.post<Session>('/auth/login', { email: 'otto@example.com', password });
  const cookie = valueOf(cookieOf(laptop));
  const answer = await anyone.call('POST', '/auth/logout?everywhere=true', { headers: { cookie } });
  expect(answer.status).toBe(204);
  for (const session of [phone, laptop]) {
    expectError(await me(session.body.accessToken), 'unauthorized');
    expectError(await refresh(cookieOf(session)), 'unauthorized');
  }
  expect((await me(other.body.accessToken)).status).toBe(200);
  const again = await anyone.post<Session>('/auth/login', { email: 'otto@example.com', password });
  expect((await me(again.body.accessToken)).status).toBe(200);
});

test('a cookie that is over logs nobody out', async () => {
  const old = cookieOf(await register('pia@example.com'));
  const { accessToken } = (await anyone.post<Session>('/auth/login', { email: 'pia@example.com', password })).body;
  await anyone.call('POST', '/auth/logout', { headers: { cookie: valueOf(old) } });
  await anyone.call('POST', '/auth/logout?everywhere=true', { headers: { cookie: valueOf(old) } });
  expect((await me(accessToken)).status).toBe(200);
});

function register(email: string) {
  return anyone.post<Session>('/auth/register', { email, password });
}

function me(accessToken: string) {
  return createCaller(server.url, { accessToken }).get<Account>('/auth/me');
}

function refresh(cookie: string) {
  return anyone.call<Session>('POST', '/auth/refresh', { headers: { cookie: valueOf(cookie) } });
}

function cookieOf(answer: Answer<unknown>): string {
  return answer.headers.getSetCookie().join('\n');
}

function valueOf(cookie: string): string {
  return cookie.split(';', 1)[0]!;
}
