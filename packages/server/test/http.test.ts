import { once } from 'node:events';
import { connect } from 'node:net';

import { signUp, startTestServer } from '@agentaudit/testing';
import { SignJWT } from 'jose';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid, request } from './wire.ts';

const secret = 'Zx8vQpL2mNc7Rt5Yw1Kd9Hs4Gf6Jb3Ua';
const server = await startTestServer({ environment: { JWT_SECRET: secret } });
afterAll(() => server.close());
const { apiKey, accessToken } = await signUp(server.url);
const api = createCaller(server.url, { apiKey });
const anyone = createCaller(server.url);

test.each(['/nowhere', '/audit-logs/x/y', '/audit-log', '/AUDIT-LOGS', '//audit-logs', `/${'x'.repeat(4000)}`])(
  'the path %.30s is not found',
  async (path) => {
    expectError(await api.get(path), 'not_found');
    expectError(await api.post(path, {}), 'not_found');
  },
);

test('paths outside the API are not found in the same shape', async () => {
  for (const path of ['/', '/api', '/api/v2/audit-logs', '/.env', '/../etc/passwd', '/wp-login.php']) {
    expectError(await request('GET', `${server.url}${path}`), 'not_found');
  }
});

test.each([
  ['DELETE', '/audit-logs', 'GET, HEAD, POST'],
  ['PUT', '/audit-logs', 'GET, HEAD, POST'],
  ['PATCH', '/audit-logs/log_1', 'GET, HEAD'],
  ['DELETE', '/audit-logs/log_1', 'GET, HEAD'],
  ['POST', '/audit-logs/log_1/chain', 'GET, HEAD'],
  ['POST', '/audit-logs/trace/run-1', 'GET, HEAD'],
  ['POST', '/audit-logs/export', 'GET, HEAD'],
  ['GET', '/auth/login', 'POST'],
  ['PUT', '/auth/me', 'GET, HEAD, PATCH'],
  ['POST', '/auth/api-keys/key_1', 'DELETE'],
])('%s %s is not allowed, and Allow says what is', async (method, path, allow) => {
  for (const options of [{}, { raw: '{"cut' }, { json: {} }]) {
    const answer = await api.call(method, path, method === 'GET' ? {} : options);
    expectError(answer, 'method_not_allowed');
    expect(answer.headers.get('allow')).toBe(allow);
  }
});

test.each([
  ['/api/v1/audit-logs', 'GET, HEAD, POST'],
  ['/api/v1/auth/login', 'POST'],
  ['/api/v1/agents/agent_1', 'DELETE, GET, HEAD, PATCH'],
  ['/agents/hitl/decision', 'POST'],
  ['/livez', 'GET, HEAD'],
])('OPTIONS %s says without credentials what is allowed', async (path, allow) => {
  const answer = await request('OPTIONS', server.url + path);
  expect([answer.status, answer.text, answer.headers.get('allow')]).toEqual([204, '', allow]);
});

test('OPTIONS of no path is not found', async () => {
  expectError(await anyone.call('OPTIONS', '/nowhere'), 'not_found');
});

test('HEAD answers as GET does, without a body', async () => {
  const answer = await api.call('HEAD', '/audit-logs');
  expect([answer.status, answer.text]).toEqual([200, '']);
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'x',
])('a body of the type %s is unsupported', async (type) => {
  const raw = '{"action":"a"}';
  expectError(
    await api.call('POST', '/audit-logs', { raw, headers: { 'content-type': type } }),
    'unsupported_media_type',
  );
});

test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset=UTF-8'])(
  'a body of the type %s is JSON',
  async (type) => {
    const raw = '{"action":"a"}';
    expect((await api.call('POST', '/audit-logs', { raw, headers: { 'content-type': type } })).status).toBe(201);
  },
);

test('a query parameter that a route does not know is refused by name, on every route', async () => {
  const { body: document } = await request<{ paths: Record<string, object> }>('GET', `${server.url}/openapi.json`);
  const owner = createCaller(server.url, { accessToken });
  const paths = Object.keys(document.paths).filter(
    (path) => 'get' in document.paths[path]! && path.startsWith('/api/') && !path.includes('/hitl/'),
  );
  for (const path of paths) {
    const answer = await owner.get(`${path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, 'x')}?surprise=1`);
    expectInvalid(answer, 'surprise');
  }
  expect(paths.length).toBeGreaterThan(25);
  expectInvalid(await owner.delete('/agents/x?surprise=1'), 'surprise');
  expectInvalid(await owner.post('/audit-logs?surprise=1', { action: 'a' }), 'surprise');
});

test('without credentials every route of an organization answers 401', async () => {
  for (const path of ['/audit-logs', '/audit-logs/export', '/audit-logs/x', '/audit-logs/trace/x', '/auth/me']) {
    expectError(await anyone.get(path), 'unauthorized');
  }
  expectError(await anyone.post('/audit-logs', { action: 'a' }), 'unauthorized');
  expectError(await anyone.post('/auth/api-keys', { name: 'x' }), 'unauthorized');
  expectError(await anyone.delete('/auth/api-keys/x'), 'unauthorized');
});

test('credentials are checked before the body is looked at', async () => {
  expectError(await anyone.call('POST', '/audit-logs', { raw: '{"cut' }), 'unauthorized');
  expectError(
    await anyone.call('POST', '/audit-logs', { raw: 'x', headers: { 'content-type': 'x/y' } }),
    'unauthorized',
  );
});

const claims = { iss: 'agentaudit', sub: '' };

test.each<[string, () => Promise<string> | string]>([
  ['no token', () => ''],
  ['a word', () => 'token'],
  ['three words', () => 'a.b.c'],
  ['an API key', () => apiKey],
  ['a token with another signature', () => accessToken.slice(0, -4) + (accessToken.endsWith('AAAA') ? 'BBBB' : 'AAAA')],
  ['a token whose claims were changed', () => tampered()],
  ['a token of another secret', async () => sign({}, 'another secret that is long enough')],
  ['an expired token', async () => sign({ exp: Math.floor(Date.now() / 1000) - 1 })],
  ['a token that never expires', async () => sign({ exp: undefined })],
  ['a token of another issuer', async () => sign({ iss: 'somebody' })],
  ['a token for a user who does not exist', async () => sign({ sub: 'user_01k9zj3v5qf8tbnq9w6r2d4c7e' })],
  ['a token for nobody', async () => sign({ sub: undefined })],
  ['an unsigned token', () => unsigned()],
  ['a token as long as a header may be', () => 'x'.repeat(10_000)],
])('%s is refused', async (_, makeToken) => {
  const headers = { authorization: `Bearer ${await makeToken()}` };
  const { error } = expectError(await anyone.call('GET', '/auth/me', { headers }), 'unauthorized');
  expect(error).toMatch(/^(Invalid or expired token|Authentication required)/);
});

test('the same claims, signed as the server does, are let in: the refusals above are for their one fault', async () => {
  const headers = { authorization: `bearer ${await sign({})}` };
  expect((await anyone.call('GET', '/auth/me', { headers })).status).toBe(200);
});

test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Token abc', ''])('the scheme "%s" is no credential', async (value) => {
  expectError(await anyone.call('GET', '/audit-logs', { headers: { authorization: value } }), 'unauthorized');
});

test('a wrong key is refused, a right token beside it or not', async () => {
  const headers = { 'x-api-key': 'aa_live_wrong', authorization: `Bearer ${accessToken}` };
  expectError(await anyone.call('GET', '/audit-logs', { headers }), 'unauthorized');
});

test('what is no HTTP gets a 400 in JSON, and headers too large a 431', async () => {
  expect(await sendRaw('NOT HTTP AT ALL\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*"code":"validation_error"/s);
  const headers = `GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`;
  expect(await sendRaw(headers)).toMatch(/^HTTP\/1.1 431 .*"code":"headers_too_large"/s);
});

test('an expectation that HTTP does not know is passed over, and a CONNECT gets a 400 in JSON', async () => {
  const expecting = `GET /livez HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n`;
  expect(await sendRaw(expecting)).toMatch(/^HTTP\/1.1 200 /);
  const connecting = 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n';
  expect(await sendRaw(connecting)).toMatch(/^HTTP\/1.1 400 .*"code":"validation_error"/s);
});

test('a method that no route has is not found in the shape of its path', async () => {
  const api404 = await sendRaw('PROPFIND /api/v1/audit-logs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(api404).toMatch(/^HTTP\/1.1 404 .*"code":"not_found"/s);
  const hitl404 = await sendRaw('PROPFIND /agents/hitl/stats HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(hitl404).toMatch(/^HTTP\/1.1 404 .*"error":"not_found"/s);
});

test('answers are not for caches or content sniffers', async () => {
  const { headers } = await api.get('/audit-logs');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('a connection that was opened ahead and never used does not hold up the end of the server', async () => {
  const other = await startTestServer();
  const socket = connect(Number(new URL(other.url).port), '127.0.0.1');
  await once(socket, 'connect');
  await Promise.all([other.close(), once(socket, 'close')]);
  expect(socket.destroyed).toBe(true);
});

async function sign(changes: { iss?: string; sub?: string | undefined; exp?: number | undefined }, key = secret) {
  const { sub } = JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as { sub: string };
  const payload = { ...claims, sub, exp: Math.floor(Date.now() / 1000) + 60, ...changes };
  const given = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
  return new SignJWT(given).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().sign(new TextEncoder().encode(key));
}

function tampered(): string {
  const [head, payload, signature] = accessToken.split('.');
  const changed = { ...(JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object), exp: 9_999_999_999 };
  return `${head}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
}

function unsigned(): string {
  const head = Buffer.from('{"alg":"none"}').toString('base64url');
  return `${head}.${accessToken.split('.')[1]}.`;
}

async function sendRaw(text: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(text);
  const chunks = (await socket.toArray()) as Buffer[];
  return Buffer.concat(chunks).toString();
}
