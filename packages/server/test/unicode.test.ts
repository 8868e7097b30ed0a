import { signUp, startTestServer } from '@agentaudit/testing';
import type { AuditLog, AuditLogInput, Page, Session, Trace } from 'agentaudit-schemas';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const account = await signUp(server.url);
const api = createCaller(server.url, account);

const texts: Record<string, string> = {
  NUL: 'a\0b\0',
  'NUL alone': '\0',
  'ESC and what it is escaped with': '\u001b\u001b0\u001b1\0\u001b',
  'every control character':
    Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('') + '\u007f\u0085',
  emoji: '👩🏽‍🚀 😀 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  'right to left': 'שלום \u202Eمرحبا\u202C',
  'combining accents, not normalized': 'e\u0301 é \u1e9b\u0323 ﬁ',
  'the byte order mark and other invisible ones': '\ufeffx\u200b\u2028\u2029\ufffe\uffff',
  'the last character': '\u{10ffff}',
  'white space': ' \t x \n ',
  quotes: `'"\`\\\\n%_--;/*`,
  'names of properties': '__proto__',
};

test.each(Object.entries(texts))('%s comes back as it was sent, from every text field', async (_, text) => {
  const input = {
    action: text,
    prompt: text,
    response: text,
    agentId: text,
    traceId: text,
    parentSpanId: text,
    sessionId: text,
    userId: text,
    source: { instanceId: text, seq: 1 },
    metadata: JSON.parse(
      JSON.stringify({ list: [text], deep: { x: text } }).replace('"x"', JSON.stringify(text)),
    ) as object,
  };
  const { body } = await api.post<AuditLog>('/audit-logs', input);
  expect(body).toMatchObject(input);
  expect((await api.get(`/audit-logs/${body.id}`)).body).toEqual(body);
});

test.each(Object.entries(texts))('%s is found by every filter that names it', async (_, text) => {
  const [action, name] = [`filter ${text}`, encodeURIComponent(text)];
  await api.post('/audit-logs', { action, agentId: text, traceId: text, sessionId: text, userId: text });
  await api.post('/audit-logs', { action: 'other', agentId: `${text}x`, traceId: `x${text}`, sessionId: 'x' });
  for (const filter of ['agentId', 'traceId', 'sessionId', 'userId']) {
    const found = await api.get<Page<AuditLog>>(`/audit-logs?${filter}=${name}&action=${encodeURIComponent(action)}`);
    expect(
      found.body.data?.map((log) => log.action),
      filter,
    ).toEqual([action]);
  }
  const trace = await api.get<Trace>(`/audit-logs/trace/${name}`);
  expect(trace.body.traceId).toBe(text);
  expect(trace.body.data.map((log) => log.action)).toContain(action);
});

test('any text comes back as it was sent, alone, in a batch, in a list and in an export', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
  const property = fc.asyncProperty(
    fc.array(fc.record({ action: name, prompt: text, agentId: name, metadata: fc.dictionary(text, text) }), {
      minLength: 1,
      maxLength: 10,
    }),
    async (entries) => {
      const { body } = await api.post<AuditLog[]>('/audit-logs/batch', entries, {
        headers: { prefer: 'return=representation' },
      });
      expect(body.map(toInput)).toEqual(entries.map(toPlain));
      const list = await api.get<Page<AuditLog>>(`/audit-logs?limit=${entries.length}`);
      expect(list.body.data).toEqual(body.toReversed());
      const trace = `/audit-logs/export?agentId=${encodeURIComponent(entries[0]!.agentId)}`;
      expect((await api.get<AuditLog[]>(trace)).body).toContainEqual(body[0]);
    },
  );
  await fc.assert(property, { numRuns: 25 });
});

test.each(['action', 'prompt', 'response', 'agentId', 'traceId', 'parentSpanId', 'sessionId', 'userId'])(
  'a lone surrogate in %s is refused: it is no character',
  async (field) => {
    for (const escape of ['\\ud800', '\\udfff', '\\uDC00\\uD800', 'x\\udbffy']) {
      const rest = field === 'action' ? '' : '"action":"a",';
      const raw = `{${rest}"${field}":"${escape}"}`;
      expectInvalid(await api.call('POST', '/audit-logs', { raw }), field);
    }
  },
);

test('a lone surrogate is refused in values and keys of metadata, and in batches with the index', async () => {
  const refuse = async (raw: string) => expectError(await api.call('POST', '/audit-logs', { raw }), 'validation_error');
  await refuse('{"action":"a","metadata":{"x":{"y":["\\ud83d"]}}}');
  await refuse('{"action":"a","metadata":{"\\ud83d":1}}');
  await refuse('{"action":"a","\\udc00":1}');
  const batch = await api.call('POST', '/audit-logs/batch', {
    raw: '[{"action":"a"},{"action":"b","prompt":"\\udc00"}]',
  });
  expectInvalid(batch, 'prompt', 1);
});

test('a pair of surrogate escapes is one character', async () => {
  const { body } = await api.call<AuditLog>('POST', '/audit-logs', { raw: '{"action":"\\ud83d\\ude00"}' });
  expect(body.action).toBe('😀');
});

test.each([
  ['a lone continuation byte', [0x80]],
  ['a byte that UTF-8 never has', [0xff]],
  ['a character cut off', [0xf0, 0x9f, 0x98]],
  ['an overlong form', [0xc0, 0xaf]],
  ['a surrogate in three bytes', [0xed, 0xa0, 0x80]],
  ['beyond the last character', [0xf4, 0x90, 0x80, 0x80]],
])('a body that is no UTF-8 is refused: %s', async (_, bytes) => {
  const raw = Uint8Array.from([...Buffer.from('{"action":"'), ...bytes, ...Buffer.from('"}')]);
  expectError(await api.call('POST', '/audit-logs', { raw }), 'malformed_json');
});

test('a URL that is no UTF-8 is refused', async () => {
  for (const path of ['/audit-logs/%ff', '/audit-logs/trace/%c0%af', '/audit-logs/%']) {
    expectError(await api.get(path), 'validation_error');
  }
  expect((await api.get('/audit-logs?agentId=%ff')).status).toBeLessThan(500);
});

test('the names of organizations and keys are any text, too', async () => {
  for (const [kind, text] of Object.entries(texts)) {
    const { body } = await createCaller(server.url).post<Session>('/auth/register', {
      email: `${crypto.randomUUID()}@example.com`,
      password: `${text} long enough`,
      name: text,
    });
    expect(body.organization?.name, kind).toBe(text);
    const owner = createCaller(server.url, body);
    await owner.post('/auth/api-keys', { name: text });
    const keys = await owner.get<Page<{ name: string }>>('/auth/api-keys');
    expect(keys.body.data[0]!.name).toBe(text);
  }
});

/** What was sent, as it came back. */
function toInput({ action, prompt, agentId, metadata }: AuditLog) {
  return toPlain({ action, prompt, agentId, metadata });
}

/** Without the prototypes that the generator gives to dictionaries. */
function toPlain(entry: { [Field in keyof AuditLogInput]: unknown }): unknown {
  return JSON.parse(JSON.stringify(entry));
}
