import { assertHash, hashBytes, nodeHash, sha256 } from './hash.ts';

/**
 * An append-only Merkle log after RFC 6962, reduced to what appending and its root need: a compact range. It is a
 * value: appending returns another one, so whoever fails to commit keeps the one before.
 */
export interface Tree {
  /** Leaves. */
  readonly size: number;
  /** The roots of the perfect subtrees, one for each one-bit of `size`, from the largest to the smallest. */
  readonly peaks: readonly Uint8Array[];
}

/** A log without entries. */
export function emptyTree(): Tree {
  return { size: 0, peaks: [] };
}

/** The log with one entry more. */
export function appendLeaf(tree: Tree, leaf: Uint8Array): Tree {
  return appendLeaves(tree, [leaf]);
}

/** The log with these entries more, in this order: cheaper than one by one. */
export function appendLeaves(tree: Tree, leaves: Iterable<Uint8Array>): Tree {
  let { size } = tree;
  const peaks = tree.peaks.slice();
  for (const leaf of leaves) {
    assertHash(leaf);
    let hash = leaf;
    // Adding one carries as in binary counting: every one-bit at the low end is a subtree that is now complete.
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(peaks.pop()!, hash);
    peaks.push(hash);
    size++;
  }
  return { size, peaks };
}

/** The Merkle tree hash of RFC 6962 §2.1; SHA-256 of nothing for an empty log. */
export function rootOf(tree: Tree): Uint8Array {
  if (tree.peaks.length === 0) return sha256('');
  return tree.peaks.reduceRight((right, left) => nodeHash(left, right));
}

/** The root over all leaf hashes from the first on, to check a kept tree against the entries. */
export function rootOfLeaves(leaves: Iterable<Uint8Array>): Uint8Array {
  return rootOf(appendLeaves(emptyTree(), leaves));
}

const sizeBytes = 8;

/** A tree as bytes for one database column: `size` as 8 bytes, most significant first, then the peaks. */
export function encodeTree(tree: Tree): Uint8Array {
  const bytes = new Uint8Array(sizeBytes + tree.peaks.length * hashBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(tree.size));
  for (const [index, peak] of tree.peaks.entries()) bytes.set(peak, sizeBytes + index * hashBytes);
  return bytes;
}

/** @throws {RangeError} when the bytes are not what `encodeTree` returns */
export function decodeTree(bytes: Uint8Array): Tree {
  if (bytes.length < sizeBytes) throw new RangeError('A tree has at least 8 bytes');
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(size)) throw new RangeError('A tree has at most 2^53 - 1 leaves');
  const count = oneBits(size);
  if (bytes.length !== sizeBytes + count * hashBytes) {
    throw new RangeError(`A tree of ${size} leaves has ${count} peaks, these bytes hold another number`);
  }
  const peaks = Array.from({ length: count }, (_, index) => {
    const start = sizeBytes + index * hashBytes;
    return bytes.slice(start, start + hashBytes);
  });
  return { size, peaks };
}

function oneBits(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
