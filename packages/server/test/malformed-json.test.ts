import { signUp, startTestServer } from '@agentaudit/testing';
import type { AuditLog } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const api = createCaller(server.url, await signUp(server.url));

const whole = '[{"action":"llm_call","prompt":"hello","metadata":{"a":[1,2.5e3,true,null]}}]';

test('a body cut off anywhere is malformed, and nothing of it is stored', async () => {
  for (let length = 1; length < whole.length; length++) {
    expectError(await api.call('POST', '/audit-logs/batch', { raw: whole.slice(0, length) }), 'malformed_json');
  }
  expect((await api.get<{ total: number }>('/audit-logs?count=true')).body.total).toBe(0);
});

test.each([
  ['words', 'hello'],
  ['a trailing comma', '{"action":"a",}'],
  ['single quotes', "{'action':'a'}"],
  ['a comment', '{"action":"a"} // why'],
  ['two values', '{"action":"a"}{"action":"b"}'],
  ['NaN', '{"action":"a","durationMs":NaN}'],
  ['a leading zero', '{"action":"a","durationMs":01}'],
  ['a raw line break in a text', '{"action":"a\nb"}'],
  ['a NUL between tokens', '{"action":\0"a"}'],
  ['an escape that JSON lacks', '{"action":"\\x41"}'],
  ['a byte order mark before it', '\ufeff{"action":"a"}'],
  ['a form', 'action=a&prompt=b'],
])('%s is malformed JSON', async (_, raw) => {
  expectError(await api.call('POST', '/audit-logs', { raw }), 'malformed_json');
});

test('no body at all is refused', async () => {
  const empty = await api.call('POST', '/audit-logs', { raw: '' });
  expect([empty.status, (empty.body as { status: number }).status]).toEqual([400, 400]);
  const none = await api.call('POST', '/audit-logs');
  expect([none.status, (none.body as { status: number }).status]).toEqual([400, 400]);
});

test.each([
  ['arrays', '[', ']'],
  ['objects', '{"a":', '}'],
])('a small body that nests 5,000 %s deep is refused, wherever the nest is', async (_, open, close) => {
  const nest = `${open.repeat(5000)}1${close.repeat(5000)}`;
  expectError(await api.call('POST', '/audit-logs', { raw: nest }), 'validation_error');
  expectError(await api.call('POST', '/audit-logs/batch', { raw: nest }), 'validation_error');
  expectError(await api.call('POST', '/audit-logs/batch', { raw: `[${nest}]` }), 'validation_error');
  for (const field of ['prompt', 'unknown', 'source']) {
    const raw = `{"action":"a","${field}":${nest}}`;
    expectError(await api.call('POST', '/audit-logs', { raw }), 'validation_error');
  }
  const metadata = `{"action":"a","metadata":{"x":${nest}}}`;
  expectError(await api.call('POST', '/audit-logs', { raw: metadata }), 'validation_error');
  const surrogate = `{"action":"a","metadata":{"x":${nest.replace('1', '"\\ud800"')}}}`;
  expectError(await api.call('POST', '/audit-logs', { raw: surrogate }), 'validation_error');
  expect((await api.post('/audit-logs', { action: 'alive' })).status).toBe(201);
});

test('a body of 8 MiB that is nothing but nesting is refused', async () => {
  const raw = '['.repeat(4 * 1024 * 1024) + ']'.repeat(4 * 1024 * 1024);
  const { status, body } = await api.call<{ status: number }>('POST', '/audit-logs/batch', { raw });
  expect([status, body.status]).toEqual([400, 400]);
});

test('keys that mean something to JavaScript are keys like any other in metadata, and unknown fields elsewhere', async () => {
  for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'toJSON', '$ref', '']) {
    const quoted = JSON.stringify(key);
    const metadata = `{${quoted}:{"x":1},"list":[{${quoted}:"y"}]}`;
    const answer = await api.call<AuditLog>('POST', '/audit-logs', { raw: `{"action":"a","metadata":${metadata}}` });
    expect(answer.status, key).toBe(201);
    expect(answer.text).toContain(metadata);
    expect((await api.get(`/audit-logs/${answer.body.id}`)).text).toContain(metadata);
    expectError(await api.call('POST', '/audit-logs', { raw: `{"action":"a",${quoted}:1}` }), 'validation_error');
    const source = `{"action":"a","source":{"instanceId":"i","seq":1,${quoted}:1}}`;
    expectError(await api.call('POST', '/audit-logs', { raw: source }), 'validation_error');
  }
});

test('numbers of metadata come back as they are; one too large for JSON readers is refused', async () => {
  const metadata = { a: 0.1, b: -0.0, c: 1e-300, d: 9007199254740991, e: 1e308, f: 5e-324 };
  const { body } = await api.post<AuditLog>('/audit-logs', { action: 'a', metadata });
  expect((await api.get<AuditLog>(`/audit-logs/${body.id}`)).body.metadata).toEqual({ ...metadata, b: 0 });
  const raw = '{"action":"a","metadata":{"x":[1e999]}}';
  expect(expectError(await api.call('POST', '/audit-logs', { raw }), 'validation_error').details).toMatchObject([
    { field: 'metadata' },
  ]);
});
