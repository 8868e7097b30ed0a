import { gzipSync } from 'node:zlib';

import { signUp, startTestServer, type TestAccount, type TestServer } from '@agentaudit/testing';
import { limits } from 'agentaudit-schemas';
import { afterAll, beforeAll, expect, test } from 'vitest';

let server: TestServer;
let account: TestAccount;

beforeAll(async () => {
  server = await startTestServer();
  account = await signUp(server.url);
});

afterAll(() => server.close());

function send(body: Uint8Array, coding: string) {
  return fetch(`${server.url}/api/v1/audit-logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': coding, 'x-api-key': account.apiKey },
    body: Buffer.from(body),
  });
}

test('a body packed by gzip is stored as what was packed', async () => {
  const response = await send(gzipSync(JSON.stringify({ action: 'llm_call', prompt: 'päckchen' })), 'gzip');
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ action: 'llm_call', prompt: 'päckchen' });
});

test('limits hold for what comes out of a packed body, not for what arrives', async () => {
  const bomb = gzipSync(Buffer.alloc(limits.entryBytes * 3, ' '));
  expect(bomb.length).toBeLessThan(100_000);
  expect((await send(bomb, 'gzip')).status).toBe(413);
});

test('the sender of a body packed beyond what is read at all can read the 413', async () => {
  const response = await send(gzipSync(Buffer.alloc(100_000_000)), 'gzip');
  expect(await response.json()).toMatchObject({ status: 413, code: 'payload_too_large' });
  expect((await send(gzipSync('{"action":"llm_call"}'), 'gzip')).status).toBe(201);
});

test('a body that is not the gzip that it says is a 400', async () => {
  const response = await send(Buffer.from('{"action":"llm_call"}'), 'gzip');
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ status: 400, code: 'validation_error' });
});

test('an encoding that the server does not know is a 415 that names the one it does', async () => {
  const response = await send(Buffer.from('{"action":"llm_call"}'), 'br');
  expect(response.status).toBe(415);
  expect(response.headers.get('accept-encoding')).toBe('gzip');
});
