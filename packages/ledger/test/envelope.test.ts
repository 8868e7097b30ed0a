import { canonicalize, type EnvelopeV1, envelopeLeaf, leafHash, payloadCommitment, sha256 } from 'agentaudit-ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed());
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const envelope: fc.Arbitrary<EnvelopeV1> = fc.record({
  v: fc.constant(1 as const),
  org: text,
  seq: fc.nat(),
  id: text,
  action: text,
  timestamp: text,
  createdAt: text,
  durationMs: fc.option(number),
  status: text,
  enforcementAction: text,
  source: fc.option(fc.record({ seq: fc.nat(), instanceId: text })),
  payload: text,
});
const salt = Uint8Array.from({ length: 32 }, (_, index) => index);

test('the leaf of an envelope is its canonical form', () => {
  fc.assert(
    fc.property(envelope, (value) => {
      expect(envelopeLeaf(value)).toBe(canonicalize(value));
    }),
    { numRuns: 1000 },
  );
});

test('an envelope with text or a number that has no JSON form is refused', () => {
  const [value] = fc.sample(envelope, 1) as [EnvelopeV1];
  expect(() => envelopeLeaf({ ...value, action: '\udfff' })).toThrow(TypeError);
  expect(() => envelopeLeaf({ ...value, durationMs: Number.NaN })).toThrow(TypeError);
});

test('an entry is hashed alike as text and as bytes, and apart from an inner node', () => {
  fc.assert(
    fc.property(text, (value) => {
      const bytes = new TextEncoder().encode(value);
      expect(leafHash(value)).toEqual(leafHash(bytes));
      expect(leafHash(bytes)).toEqual(sha256(Uint8Array.of(0, ...bytes)));
    }),
  );
});

test('a commitment is the hash of salt and canonical payload', () => {
  // Computed by Python's hashlib from the bytes 00 to 1f and {"a":"é","b":1}.
  expect(payloadCommitment({ salt, payload: { b: 1, a: 'é' } })).toBe(
    '23b1c793285966cc52633e5ea54c45405430521fa2d3552c798364ea7bd5fe45',
  );
});

test('a commitment changes with the salt and with the content, not with the order of keys', () => {
  const commitment = payloadCommitment({ salt, payload: { a: 1, b: 2 } });
  expect(payloadCommitment({ salt, payload: { b: 2, a: 1 } })).toBe(commitment);
  expect(payloadCommitment({ salt, payload: { a: 1, b: 3 } })).not.toBe(commitment);
  expect(payloadCommitment({ salt: salt.toReversed(), payload: { a: 1, b: 2 } })).not.toBe(commitment);
});

test('a salt of another length is refused', () => {
  expect(() => payloadCommitment({ salt: new Uint8Array(16), payload: {} })).toThrow(RangeError);
});
