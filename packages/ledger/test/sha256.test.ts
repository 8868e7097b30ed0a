import { createHash } from 'node:crypto';

import { fromHex, toHex } from 'agentaudit-ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import * as node from '../src/sha256-node.ts';
import * as portable from '../src/sha256-portable.ts';

describe.each([
  ['Node', node],
  ['other runtimes', portable],
])('SHA-256 on %s', (_, { digest, digestHex, concatUtf8 }) => {
  test('is the standard one, for bytes and for the UTF-8 of text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (text, bytes) => {
        for (const data of [text, bytes]) {
          const expected = createHash('sha256').update(data).digest('hex');
          expect(toHex(digest(data))).toBe(expected);
          expect(digestHex(data)).toBe(expected);
        }
        expect([...concatUtf8(bytes, text)]).toEqual([...bytes, ...new TextEncoder().encode(text)]);
      }),
    );
  });
});

test('hexadecimal text and bytes turn into each other', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
    }),
  );
});

test.each(['0', 'zz', '0x', ' 00 '])('%j is no hexadecimal text', (text) => {
  expect(() => fromHex(text)).toThrow(TypeError);
});
