import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const mark = 'aa_live_';
/** 43 digits of base 62 hold 256 random bits. */
const secretLength = 43;
const checksumLength = 6;
const prefixLength = mark.length + 4;

/** A new key: `aa_live_`, 43 random characters, and 6 of checksum, so that a typo is told from a revoked key. */
export function newKey(): string {
  const body = mark + randomText(secretLength);
  return body + checksumOf(body);
}

export function isWellFormed(key: string): boolean {
  const body = key.slice(0, -checksumLength);
  return (
    key.startsWith(mark) && key.length === mark.length + secretLength + checksumLength && key.endsWith(checksumOf(body))
  );
}

/** What is kept of a key. It has 256 random bits, so one round of SHA-256 is enough. */
export function hashKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** What people recognise a key by. */
export function prefixOf(key: string): string {
  return key.slice(0, prefixLength);
}

function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let place = 0; place < checksumLength; place += 1) {
    digits = alphabet[rest % 62]! + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    // Bytes from 248 up would favour the first digits.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet[byte % 62]!;
  }
  return text;
}
