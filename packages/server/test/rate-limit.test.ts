import { signUp, startTestServer } from '@agentaudit/testing';
import { afterAll, expect, test } from 'vitest';

import { type Answer, createCaller, expectError, request } from './wire.ts';

const server = await startTestServer({
  environment: { RATE_LIMIT: 'on', RATE_LIMIT_REQUESTS: '5', RATE_LIMIT_LOGINS: '6' },
});
afterAll(() => server.close());
const anyone = createCaller(server.url);

test('a key may ask so often a minute; what is more is a 429 that says when to come back', async () => {
  const { apiKey, accessToken } = await signUp(server.url);
  const key = createCaller(server.url, { apiKey });
  for (let round = 0; round < 5; round++) expect((await key.get('/audit-logs')).status).toBe(200);
  expectRateLimited(await key.get('/audit-logs'), 5);
  expectRateLimited(await key.post('/audit-logs', { action: 'a' }), 5);
  const person = createCaller(server.url, { accessToken });
  expect((await person.get('/audit-logs')).status, 'another credential has a count of its own').toBe(200);
});

test('a request that was refused so stored nothing', async () => {
  const { apiKey, accessToken } = await signUp(server.url);
  const key = createCaller(server.url, { apiKey });
  const sent: Answer<unknown>[] = [];
  for (let round = 0; round < 8; round++) sent.push(await key.post('/audit-logs', { action: 'a' }));
  expect(sent.filter(({ status }) => status === 201)).toHaveLength(5);
  for (const answer of sent.filter(({ status }) => status !== 201)) expectRateLimited(answer, 5);
  const person = createCaller(server.url, { accessToken });
  expect((await person.get<{ total: number }>('/audit-logs?count=true')).body.total).toBe(5);
});

test('who sends wrong credentials is counted by address, at login and at registration', async () => {
  const wrong = { email: 'nobody@example.com', password: 'guess number one' };
  const logins: Answer<unknown>[] = [];
  for (let round = 0; round < 7; round++) logins.push(await anyone.post('/auth/login', wrong));
  const [first, ...rest] = logins;
  expectError(first!, 'invalid_credentials');
  expectRateLimited(rest.at(-1)!, 6);
  for (let round = 0; round < 7; round++) logins.push(await anyone.post('/auth/register', {}));
  expectRateLimited(logins.at(-1)!, 6);
});

test('health and measurements are never refused', async () => {
  for (const path of ['/livez', '/readyz', '/metrics']) {
    for (let round = 0; round < 8; round++) expect((await request('GET', server.url + path)).status).toBe(200);
  }
});

test('without RATE_LIMIT nobody is refused', async () => {
  const other = await startTestServer({
    environment: { RATE_LIMIT: 'off', RATE_LIMIT_REQUESTS: '1', RATE_LIMIT_LOGINS: '1' },
  });
  for (let round = 0; round < 3; round++) {
    const key = createCaller(other.url, await signUp(other.url));
    for (const _ of [1, 2, 3]) expect((await key.get('/audit-logs')).status).toBe(200);
  }
  await other.close();
});

function expectRateLimited(answer: Answer<unknown>, limit: number): void {
  const seconds = Number(answer.headers.get('retry-after'));
  expect(expectError(answer, 'rate_limited').error).toContain(`${seconds} s`);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(answer.headers.get('ratelimit-limit')).toBe(String(limit));
  expect(answer.headers.get('ratelimit-remaining')).toBe('0');
  expect(Number(answer.headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60);
}
