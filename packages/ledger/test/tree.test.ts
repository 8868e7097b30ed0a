import {
  appendLeaf,
  appendLeaves,
  decodeTree,
  emptyTree,
  encodeTree,
  nodeHash,
  rootOf,
  rootOfLeaves,
  toHex,
} from 'agentaudit-ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { knownLeaves, leavesOf, naiveRoot } from './merkle.ts';

const size = fc.nat({ max: 300 });
const all = leavesOf(600);

test.each([
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
])('the root over %i known entries is that of Certificate Transparency', (count, root) => {
  expect(toHex(rootOfLeaves(knownLeaves.slice(0, count)))).toBe(root);
});

test('the root is that of the recursive definition, whatever was appended at once', () => {
  fc.assert(
    fc.property(size, size, (before, more) => {
      const grown = appendLeaves(appendLeaves(emptyTree(), all.slice(0, before)), all.slice(before, before + more));
      expect(grown.size).toBe(before + more);
      expect(rootOf(grown)).toEqual(naiveRoot(all.slice(0, before + more)));
    }),
  );
});

test('appending one by one gives the same tree as all at once', () => {
  const oneByOne = all.slice(0, 100).reduce((tree, leaf) => appendLeaf(tree, leaf), emptyTree());
  expect(oneByOne).toEqual(appendLeaves(emptyTree(), all.slice(0, 100)));
});

test('appending leaves the tree before as it was, to go back to', () => {
  const before = appendLeaves(emptyTree(), all.slice(0, 7));
  const root = rootOf(before);
  appendLeaves(before, all.slice(7, 20));
  expect(before.size).toBe(7);
  expect(rootOf(before)).toEqual(root);
});

test('a tree comes back from its bytes', () => {
  fc.assert(
    fc.property(size, (count) => {
      const tree = appendLeaves(emptyTree(), all.slice(0, count));
      const bytes = encodeTree(tree);
      expect(decodeTree(bytes)).toEqual(tree);
      // As a database driver gives them: a view into a larger buffer.
      expect(decodeTree(new Uint8Array([9, ...bytes, 9]).subarray(1, -1))).toEqual(tree);
    }),
  );
});

test('a size beyond 32 bits keeps its peaks', () => {
  const tree = { size: 2 ** 40 + 1, peaks: all.slice(0, 2) };
  expect(decodeTree(encodeTree(tree))).toEqual(tree);
  expect(appendLeaf(tree, all[2]!)).toEqual({ size: 2 ** 40 + 2, peaks: [all[0], nodeHash(all[1]!, all[2]!)] });
});

test('bytes that are no tree are refused', () => {
  const bytes = encodeTree(appendLeaves(emptyTree(), all.slice(0, 3)));
  expect(() => decodeTree(bytes.subarray(1))).toThrow(RangeError);
  expect(() => decodeTree(bytes.subarray(0, 4))).toThrow(RangeError);
  expect(() => decodeTree(Uint8Array.of(...bytes, 0))).toThrow(RangeError);
  expect(() => decodeTree(new Uint8Array(8).fill(255))).toThrow(RangeError);
});

test('a leaf of another length than a hash is refused', () => {
  expect(() => appendLeaf(emptyTree(), new Uint8Array(31))).toThrow(RangeError);
});
