import {
  consistencyProof,
  emptyTree,
  inclusionProof,
  rootOf,
  rootOfLeaves,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from 'agentaudit-ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { knownLeaves, leavesOf } from './merkle.ts';

const all = leavesOf(130);
const leafAt = (index: number) => all[index]!;
const rootAt = (size: number) => rootOfLeaves(all.slice(0, size));
const size = fc.integer({ min: 1, max: all.length });

function withBitFlipped(hashes: readonly Uint8Array[], at: number, bit: number): Uint8Array[] {
  return hashes.map((hash, index) =>
    index === at ? hash.map((byte, place) => (place === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) : hash,
  );
}

describe('an inclusion proof', () => {
  test('is that of Certificate Transparency', () => {
    const proof = inclusionProof((index) => knownLeaves[index]!, 0, 8);
    expect(proof.map(toHex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
  });

  test('proves every leaf of every log', () => {
    for (let count = 1; count <= 66; count++) {
      const root = rootAt(count);
      for (let index = 0; index < count; index++) {
        const proof = inclusionProof(leafAt, index, count);
        expect(verifyInclusion({ index, size: count, leaf: leafAt(index), proof, root })).toBe(true);
      }
    }
  });

  test('fails for another place, another leaf, a longer, a shorter or a changed path', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.nat({ max: 255 }), (count, anyIndex, anyStep, bit) => {
        const index = anyIndex % count;
        const proof = inclusionProof(leafAt, index, count);
        const check = { index, size: count, leaf: leafAt(index), proof, root: rootAt(count) };
        expect(verifyInclusion(check)).toBe(true);
        const at = proof.length === 0 ? 0 : anyStep % proof.length;
        const [leaf] = withBitFlipped([check.leaf], 0, bit) as [Uint8Array];
        const [root] = withBitFlipped([check.root], 0, bit) as [Uint8Array];
        const forgeries = [
          { ...check, leaf },
          { ...check, root },
          { ...check, index: index + 1 },
          { ...check, index: count },
          { ...check, index: -1 },
          { ...check, index: index + 0.5 },
          { ...check, proof: [...proof, check.leaf] },
          { ...check, leaf: check.leaf.subarray(1) },
        ];
        if (proof.length > 0) {
          forgeries.push({ ...check, proof: withBitFlipped(proof, at, bit) }, { ...check, proof: proof.slice(1) });
          forgeries.push({ ...check, proof: proof.with(at, proof[at]!.subarray(1)) });
        }
        for (const forgery of forgeries) expect(verifyInclusion(forgery)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('of a leaf that the log does not have is refused', () => {
    expect(() => inclusionProof(leafAt, 3, 3)).toThrow(RangeError);
    expect(() => inclusionProof(leafAt, -1, 3)).toThrow(RangeError);
    expect(() => inclusionProof(leafAt, 0, Number.NaN)).toThrow(RangeError);
  });
});

describe('a consistency proof', () => {
  test('is that of Certificate Transparency', () => {
    const proof = consistencyProof((index) => knownLeaves[index]!, 6, 8);
    expect(proof.map(toHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  test('proves that every log grew from every earlier one', () => {
    for (let newSize = 0; newSize <= 40; newSize++) {
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const proof = consistencyProof(leafAt, oldSize, newSize);
        const check = { oldSize, newSize, oldRoot: rootAt(oldSize), newRoot: rootAt(newSize), proof };
        expect(verifyConsistency(check), `${oldSize} to ${newSize}`).toBe(true);
      }
    }
  });

  test('fails for another state, a longer, a shorter or a changed path', () => {
    fc.assert(
      fc.property(size, size, fc.nat(), fc.nat({ max: 255 }), (one, other, anyStep, bit) => {
        const [oldSize, newSize] = one < other ? [one, other] : [other, one];
        const proof = consistencyProof(leafAt, oldSize, newSize);
        const check = { oldSize, newSize, oldRoot: rootAt(oldSize), newRoot: rootAt(newSize), proof };
        expect(verifyConsistency(check)).toBe(true);
        const [oldRoot] = withBitFlipped([check.oldRoot], 0, bit) as [Uint8Array];
        const [newRoot] = withBitFlipped([check.newRoot], 0, bit) as [Uint8Array];
        const forgeries = [
          { ...check, oldRoot },
          { ...check, newRoot },
          { ...check, oldSize: newSize + 1 },
          { ...check, proof: [...proof, check.oldRoot] },
          { ...check, oldRoot: rootOf(emptyTree()), oldSize: 0, proof: [leafAt(0)] },
        ];
        if (proof.length > 0) {
          const at = anyStep % proof.length;
          forgeries.push({ ...check, proof: withBitFlipped(proof, at, bit) }, { ...check, proof: proof.slice(1) });
          forgeries.push({ ...check, proof: [] }, { ...check, proof: proof.with(at, proof[at]!.subarray(1)) });
        }
        for (const forgery of forgeries) expect(verifyConsistency(forgery)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('from a state that is larger is refused', () => {
    expect(() => consistencyProof(leafAt, 4, 3)).toThrow(RangeError);
  });
});
