import { digest } from '#sha256';

/** Bytes of every hash here. */
export const hashBytes = 32;

/** SHA-256; a string stands for its UTF-8 bytes. */
export function sha256(data: string | Uint8Array): Uint8Array {
  return digest(data);
}

/**
 * The hash of one entry of a Merkle log, after RFC 6962 and RFC 9162: SHA-256(0x00 ‖ entry).
 *
 * @param entry bytes, or a string for its UTF-8 bytes
 */
export function leafHash(entry: string | Uint8Array): Uint8Array {
  if (typeof entry === 'string') return digest(`\0${entry}`);
  const bytes = new Uint8Array(entry.length + 1);
  bytes.set(entry, 1);
  return digest(bytes);
}

/** The hash of an inner node, after RFC 6962 and RFC 9162: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  assertHash(left);
  assertHash(right);
  node.set(left, 1);
  node.set(right, 1 + hashBytes);
  return digest(node);
}

/** Used again by every call: nothing else can run between filling and hashing it. */
const node = new Uint8Array(1 + 2 * hashBytes);
node[0] = 1;

/** @throws {RangeError} when it is not as long as a SHA-256 hash */
export function assertHash(hash: Uint8Array): void {
  if (hash.length !== hashBytes) throw new RangeError(`A hash has ${hashBytes} bytes, this has ${hash.length}`);
}
