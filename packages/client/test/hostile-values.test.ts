import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AgentAuditClient, type LogEntry } from '../src/index.ts';
import { createMemoryServer } from '../src/testing.ts';
import { createPair } from './clients.ts';

class Custom {
  name = 'thing';
  get broken(): string {
    throw new Error('boom');
  }
}

const cyclic: Record<string, unknown> = { name: 'cycle' };
cyclic['self'] = cyclic;
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
let deep: unknown = 'bottom';
for (let level = 0; level < 20_000; level++) deep = { deep };

const values: [string, unknown, unknown][] = [
  ['a cycle', cyclic, { name: 'cycle', self: '[circular]' }],
  ['a BigInt', 12n, '12'],
  ['a toJSON that throws', { toJSON: () => fail() }, '[unreadable: boom]'],
  [
    'a getter that throws',
    {
      fine: 1,
      get bad() {
        return fail();
      },
    },
    { fine: 1, bad: '[unreadable: boom]' },
  ],
  ['a revoked proxy', revoked, expect.stringContaining('unreadable')],
  ['a lone surrogate', { '\ud800': 'a\udfffb' }, { '\ufffd': 'a\ufffdb' }],
  ['a tree 20,000 deep', deep, expect.objectContaining({ deep: expect.anything() })],
  ['a buffer', Buffer.alloc(10), '[Buffer: 10 bytes]'],
  [
    'a Map',
    new Map<unknown, unknown>([
      ['key', 1],
      [2, 'two'],
    ]),
    { key: 1, 2: 'two' },
  ],
  ['a Set', new Set([1, 'two']), [1, 'two']],
  [
    'an Error',
    new TypeError('no', { cause: new Error('why') }),
    expect.objectContaining({ name: 'TypeError', message: 'no' }),
  ],
  ['a Date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['an invalid Date', new Date(Number.NaN), 'Invalid Date'],
  ['NaN', Number.NaN, 'NaN'],
  ['a function', function tool() {}, '[function tool]'],
  ['a symbol', Symbol('x'), 'Symbol(x)'],
  ['a class instance', new Custom(), { name: 'thing' }],
  ['a key named __proto__', JSON.parse('{"__proto__": {"polluted": true}}'), expect.anything()],
  ['8 MB of text', 'x'.repeat(8 << 20), expect.stringContaining('8388608 bytes in all, sha256 ')],
  ['200,000 items', Array.from({ length: 200_000 }, (_, index) => index), expect.arrayContaining(['[more left out]'])],
];

describe('a value that JSON cannot say', () => {
  it.each(values)('is recorded in words and costs no neighbour: %s', async (_name, value, recorded) => {
    const { client, server } = createPair();
    client.log({ action: 'before' });
    client.log({ action: 'hostile', metadata: { value, other: 1 } });
    client.log({ action: 'after' });
    expect(await client.flush()).toEqual({ ok: true, delivered: 3, pending: 0, dropped: 0, spooled: 0 });
    expect(server.logs.map(({ action }) => action)).toEqual(['before', 'hostile', 'after']);
    expect(server.logs[1]?.metadata?.['value']).toEqual(recorded);
  });

  it('is recorded as a prompt, too', async () => {
    const { client, server } = createPair();
    client.log({ action: 'a', prompt: cyclic, response: 12n });
    client.log({ action: 'b', prompt: `${'é'.repeat(800_000)}end`, response: '\ud800' });
    expect(await client.flush()).toMatchObject({ ok: true });
    expect(server.logs[0]).toMatchObject({ prompt: '{"name":"cycle","self":"[circular]"}', response: '"12"' });
    expect(server.logs[1]?.prompt).toMatch(
      /^é+\n\[\.\.\. cut: 1600003 bytes in all, sha256 [\da-f]{64} \.\.\.\]\né+end$/,
    );
    expect(server.logs[1]?.response).toBe('\ufffd');
  });
});

describe('a call that is not what the types say', () => {
  const calls: [string, unknown, object][] = [
    ['nothing', undefined, { action: 'unknown' }],
    ['a string', 'hello', { action: 'unknown' }],
    ['no action', { prompt: 'p' }, { action: 'unknown', prompt: 'p' }],
    ['a long action', { action: 'a'.repeat(300) }, { action: 'a'.repeat(200), metadata: { action: 'a'.repeat(300) } }],
    ['a malformed id', { action: 'a', id: 'log_abc123' }, { action: 'a', metadata: { id: 'log_abc123' } }],
    ['an unknown status', { action: 'a', status: 'fine' }, { status: 'ok', metadata: { status: 'fine' } }],
    ['an unknown field', { action: 'a', model: 'gpt', metadata: { x: 1 } }, { metadata: { model: 'gpt', x: 1 } }],
    ['a bad time', { action: 'a', timestamp: 'soon' }, { metadata: { timestamp: 'soon' } }],
    ['a bad duration', { action: 'a', durationMs: -1 }, { durationMs: null, metadata: { durationMs: -1 } }],
    ['a number for an id', { action: 'a', userId: 42 }, { userId: '42' }],
    ['metadata that is no object', { action: 'a', metadata: [1] }, { metadata: { value: [1] } }],
    [
      'a getter that throws',
      {
        action: 'a',
        get prompt() {
          return fail();
        },
      },
      { action: 'a', metadata: { unreadable: 'boom' } },
    ],
    ['a revoked proxy', revoked, { action: 'unknown' }],
    ['metadata that is a revoked proxy', { action: 'a', metadata: revoked }, { action: 'a' }],
  ];

  it.each(calls)('keeps what its field cannot hold in metadata: %s', async (_name, entry, recorded) => {
    const { client, server } = createPair();
    client.log(entry as LogEntry);
    expect(await client.flush()).toMatchObject({ ok: true, delivered: 1 });
    expect(server.logs[0]).toMatchObject(recorded);
  });
});

describe('any value at all', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
    withObjectString: true,
    withBoxedValues: true,
    stringUnit: 'binary',
  });

  it('is taken by the server, entry for entry', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ prompt: anything, metadata: anything }), { maxLength: 60 }),
        async (entries) => {
          const { client, server } = createPair();
          for (const entry of entries) client.log({ action: 'any', ...(entry as object) });
          expect(await client.flush()).toMatchObject({ ok: true, delivered: entries.length });
          expect(server.logs).toHaveLength(entries.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is recorded as it was in every field of text, over a real connection', async () => {
    const server = createMemoryServer();
    const listening = await server.listen();
    const client = new AgentAuditClient({ apiKey: 'aa_test', baseUrl: listening.url, logger: false });
    // Letters of all planes, and what JSON escapes: quotes, backslashes, controls, halves of pairs.
    const character = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
      fc.constantFrom('"', '\\', '\n', '\u0001', '\ud83d'),
    );
    const text = fc.array(character, { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''));
    try {
      await fc.assert(
        fc.asyncProperty(fc.record({ action: text, agentId: text, prompt: text, response: text }), async (entry) => {
          const { id } = client.log({ ...entry, metadata: { text: entry.prompt } });
          await client.flush();
          const stored = server.logs.find((log) => log.id === id);
          const expected = Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, value.toWellFormed()]));
          expect(stored).toMatchObject({ ...expected, metadata: { text: expected['prompt'] } });
        }),
        { numRuns: 60 },
      );
    } finally {
      await client.close();
      await listening.close();
    }
  });

  it('is recorded exactly when it is plain JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 5 })),
        async (metadata) => {
          const { client, server } = createPair();
          client.log({ action: 'json', prompt: JSON.stringify(metadata), metadata });
          await client.flush();
          expect(server.logs[0]?.prompt).toBe(JSON.stringify(metadata));
          expect(JSON.stringify(server.logs[0]?.metadata)).toBe(JSON.stringify(metadata));
        },
      ),
      { numRuns: 100 },
    );
  });
});

function fail(): never {
  throw new Error('boom');
}
