import { hashBytes, nodeHash } from './hash.ts';
import { emptyTree, rootOf, rootOfLeaves } from './tree.ts';

/** Reads the leaf hash at an index. */
export type LeafAccessor = (index: number) => Uint8Array;

export interface InclusionCheck {
  /** The leaf's index, from 0. */
  index: number;
  /** Leaves of the log that the root is of. */
  size: number;
  leaf: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}

export interface ConsistencyCheck {
  oldSize: number;
  newSize: number;
  oldRoot: Uint8Array;
  newRoot: Uint8Array;
  proof: readonly Uint8Array[];
}

/**
 * The path that proves that a log of `size` leaves holds the one at `index`: RFC 9162 §2.1.3.1. Reads every leaf.
 *
 * @throws {RangeError} when the log has no such leaf
 */
export function inclusionProof(leafAt: LeafAccessor, index: number, size: number): Uint8Array[] {
  assertCount(index, 'index');
  assertCount(size, 'size');
  if (index >= size) throw new RangeError(`A log of ${size} leaves has none at ${index}`);
  const path: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      path.push(rangeRoot(leafAt, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(leafAt, start, middle));
      start = middle;
    }
  }
  return path.toReversed();
}

/**
 * The path that proves that a log of `newSize` leaves begins with all those of its earlier state of `oldSize`:
 * RFC 9162 §2.1.4.1. Reads every leaf. Empty when either state proves itself: nothing before, or nothing since.
 *
 * @throws {RangeError} when `oldSize` is more than `newSize`
 */
export function consistencyProof(leafAt: LeafAccessor, oldSize: number, newSize: number): Uint8Array[] {
  assertCount(oldSize, 'oldSize');
  assertCount(newSize, 'newSize');
  if (oldSize > newSize) throw new RangeError(`A log of ${newSize} leaves was never one of ${oldSize}`);
  if (oldSize === 0) return [];
  const path: Uint8Array[] = [];
  let start = 0;
  let end = newSize;
  while (oldSize !== end) {
    const middle = start + largestPowerBelow(end - start);
    if (oldSize <= middle) {
      path.push(rangeRoot(leafAt, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(leafAt, start, middle));
      start = middle;
    }
  }
  // A subtree that both states share whole is known to whoever has the old root, if it is all of the old state.
  if (start > 0) path.push(rangeRoot(leafAt, start, end));
  return path.toReversed();
}

/** Whether a path proves a leaf: RFC 9162 §2.1.3.2. */
export function verifyInclusion({ index, size, leaf, proof, root }: InclusionCheck): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leaf, ...proof].every(isHash)) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equal(hash, root);
}

/** Whether a path proves that one state of a log grew into another: RFC 9162 §2.1.4.2. */
export function verifyConsistency({ oldSize, newSize, oldRoot, newRoot, proof }: ConsistencyCheck): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) return false;
  if (![oldRoot, ...proof].every(isHash)) return false;
  if (oldSize === newSize) return proof.length === 0 && equal(oldRoot, newRoot);
  if (oldSize === 0) return proof.length === 0 && equal(oldRoot, rootOf(emptyTree()));
  let at = oldSize - 1;
  let last = newSize - 1;
  while (isOdd(at)) {
    at = half(at);
    last = half(last);
  }
  // Where the old state is one perfect subtree, its root is the path's first step and goes without saying.
  const [first, ...rest] = at === 0 ? [oldRoot, ...proof] : proof;
  if (first === undefined) return false;
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equal(oldHash, oldRoot) && equal(newHash, newRoot);
}

function rangeRoot(leafAt: LeafAccessor, start: number, end: number): Uint8Array {
  return rootOfLeaves(leavesOf(leafAt, start, end));
}

function* leavesOf(leafAt: LeafAccessor, start: number, end: number): Generator<Uint8Array> {
  for (let index = start; index < end; index++) yield leafAt(index);
}

/** The largest power of two below `count`, which is at least 2: where RFC 9162 splits a tree. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

// Sizes are numbers up to 2^53 - 1: bitwise operators would cut them to 32 bits.
function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === hashBytes;
}

function assertCount(value: number, name: string): void {
  if (!isCount(value)) throw new RangeError(`${name} must be a whole number from 0, not ${value}`);
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
