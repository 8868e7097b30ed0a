import { sha256 } from '@noble/hashes/sha2.js';

import { toHex } from './hex.ts';

const encoder = new TextEncoder();

/** SHA-256 in plain JavaScript, for runtimes without `node:crypto`; Web Crypto only has an asynchronous one. */
export function digest(data: string | Uint8Array): Uint8Array {
  return sha256(typeof data === 'string' ? encoder.encode(data) : data);
}

export function digestHex(data: string | Uint8Array): string {
  return toHex(digest(data));
}

export function concatUtf8(prefix: Uint8Array, text: string): Uint8Array {
  const encoded = encoder.encode(text);
  const bytes = new Uint8Array(prefix.length + encoded.length);
  bytes.set(prefix);
  bytes.set(encoded, prefix.length);
  return bytes;
}
