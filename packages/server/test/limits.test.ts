import { request as httpRequest } from 'node:http';

import { signUp, startTestServer } from '@agentaudit/testing';
import type { AuditLog } from 'agentaudit-schemas';
import { limits } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const account = await signUp(server.url);
const api = createCaller(server.url, account);
const MiB = 1024 * 1024;

test.each(['prompt', 'response'])('%s may hold 1 MiB, and comes back whole', async (field) => {
  for (const text of ['x'.repeat(MiB), '€'.repeat(Math.floor(MiB / 3)), '"'.repeat(MiB)]) {
    const answer = await api.post<AuditLog>('/audit-logs', { action: 'a', [field]: text });
    expect(answer.status).toBe(201);
    const { body } = await api.get<Record<string, unknown>>(`/audit-logs/${answer.body.id}`);
    expect(body[field] === text).toBe(true);
  }
});

test.each(['prompt', 'response'])('%s one byte above 1 MiB is a 413 that names it', async (field) => {
  for (const text of ['x'.repeat(MiB + 1), `${'€'.repeat(Math.floor(MiB / 3))}xx`]) {
    const single = await api.post('/audit-logs', { action: 'a', [field]: text });
    expect(expectError(single, 'payload_too_large').details).toMatchObject([{ field }]);
    const batch = await api.post('/audit-logs/batch', [{ action: 'a' }, { action: 'a', [field]: text }]);
    expect(expectError(batch, 'payload_too_large').details).toMatchObject([{ field, index: 1 }]);
  }
});

test('metadata may hold 256 KiB of JSON; one byte more is a 413 that names it', async () => {
  const empty = JSON.stringify({ text: '' }).length;
  const full = { text: 'x'.repeat(limits.metadataBytes - empty) };
  const answer = await api.post<AuditLog>('/audit-logs', { action: 'a', metadata: full });
  expect(answer.status).toBe(201);
  expect((await api.get<AuditLog>(`/audit-logs/${answer.body.id}`)).body.metadata).toEqual(full);
  const more = await api.post('/audit-logs', { action: 'a', metadata: { text: `${full.text}x` } });
  expect(expectError(more, 'payload_too_large').details).toMatchObject([{ field: 'metadata' }]);
});

test.each(['objects', 'arrays'])('metadata may nest 32 levels of %s; the 33rd is a 400', async (kind) => {
  const nest = (levels: number): unknown =>
    levels === 1 ? {} : kind === 'arrays' && levels < 32 ? [nest(levels - 1)] : { a: nest(levels - 1) };
  const metadata = nest(32);
  const answer = await api.post<AuditLog>('/audit-logs', { action: 'a', metadata });
  expect(answer.status).toBe(201);
  expect((await api.get<AuditLog>(`/audit-logs/${answer.body.id}`)).body.metadata).toEqual(metadata);
  expectInvalid(await api.post('/audit-logs', { action: 'a', metadata: { a: metadata } }), 'metadata');
});

test('an action may have 200 characters, an identifier 256, whatever their bytes', async () => {
  const event = {
    action: '😀'.repeat(200),
    agentId: 'é'.repeat(256),
    traceId: '日'.repeat(256),
    parentSpanId: 'p'.repeat(256),
    sessionId: 's'.repeat(256),
    userId: 'u'.repeat(256),
  };
  const answer = await api.post('/audit-logs', event);
  expect(answer.body).toMatchObject(event);
  for (const [field, text] of Object.entries(event)) {
    expectInvalid(await api.post('/audit-logs', { ...event, [field]: `${text}x` }), field);
  }
});

test('texts and metadata at their limits are one log, also where JSON escapes each character', async () => {
  const event = {
    action: 'a',
    prompt: '\n'.repeat(MiB),
    response: '"'.repeat(MiB),
    metadata: { note: 'x'.repeat(limits.metadataBytes - 20) },
  };
  const { status, body } = await api.post<AuditLog>('/audit-logs', event);
  expect([status, body.prompt === event.prompt, body.response === event.response]).toEqual([201, true, true]);
});

test('a batch may hold 8 MiB', async () => {
  const entries = Array.from({ length: 8 }, () => ({ action: 'a', prompt: 'x'.repeat(MiB - 1000) }));
  const padding = limits.batchBytes - JSON.stringify(entries).length;
  const raw = JSON.stringify(entries) + ' '.repeat(padding);
  expect((await api.call('POST', '/audit-logs/batch', { raw })).status).toBe(201);
  const larger = await api.call('POST', '/audit-logs/batch', { raw: `${raw} ` });
  expect(expectError(larger, 'payload_too_large').error).toContain(String(limits.batchBytes));
});

test.each([
  ['/audit-logs', 8 * MiB + 1],
  ['/audit-logs', 15 * MiB],
  ['/audit-logs/batch', 8 * MiB + 1],
  ['/audit-logs/batch', 15 * MiB],
  ['/auth/login', 15 * MiB],
])('the sender of a body too large for %s (%i bytes) can read the 413', async (path, bytes) => {
  expectError(await api.call('POST', path, { raw: 'x'.repeat(bytes) }), 'payload_too_large');
});

test('the 413 can be read by a sender who writes everything before it reads, chunk by chunk', async () => {
  const answer = await sendInChunks(12);
  expect(answer).toMatch(/^413 .*"code":"payload_too_large"/);
});

test('the connection of a 413 serves the next request', async () => {
  for (let round = 0; round < 3; round++) {
    expectError(await api.call('POST', '/audit-logs', { raw: 'x'.repeat(9 * MiB) }), 'payload_too_large');
    expect((await api.post('/audit-logs', { action: 'after' })).status).toBe(201);
  }
});

function sendInChunks(megabytes: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const request = httpRequest(`${server.url}/api/v1/audit-logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': account.apiKey },
  });
  request.on('error', reject);
  request.on('response', (response) => {
    response
      .toArray()
      .then((chunks) => resolve(`${response.statusCode} ${Buffer.concat(chunks as Buffer[]).toString()}`))
      .catch(reject);
  });
  for (let sent = 0; sent < megabytes; sent++) request.write('x'.repeat(MiB));
  request.end();
  return promise;
}
