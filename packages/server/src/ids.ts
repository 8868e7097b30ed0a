import { randomFillSync } from 'node:crypto';

import { idPrefixes } from 'agentaudit-schemas';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const pairs = Array.from({ length: 1024 }, (_, value) => alphabet[value >> 5]! + alphabet[value & 31]!);
const poolBytes = 8 * 512;
const pool = new Uint8Array(poolBytes);
const view = new DataView(pool.buffer);

let poolOffset = poolBytes;
let lastMs = 0;
let counter = 0;

/**
 * A TypeID over UUIDv7: the prefix, then 128 bits in base 32. Ids made by one process sort in the
 * order they were made: within a millisecond the 12 bits after the time count upwards.
 */
export function newId(kind: keyof typeof idPrefixes): string {
  return `${idPrefixes[kind]}_${suffix()}`;
}

function suffix(): string {
  if (poolOffset === poolBytes) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  const high = view.getUint32(poolOffset);
  const low = view.getUint32(poolOffset + 4);
  poolOffset += 8;
  tick(high);
  return encode(high, low);
}

/** Moves the clock on: a new millisecond starts at a random low count, a full count borrows from the next. */
function tick(random: number): void {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = random & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
}

/** Two zero bits, 48 of time, version, 12 of count, variant, 62 random: 13 pairs of 5-bit digits. */
function encode(high: number, low: number): string {
  const timeHigh = Math.floor(lastMs / 0x1000000);
  const timeLow = lastMs % 0x1000000;
  const version = 0x7000 | counter;
  const variant = 0x80000000 + (high & 0x3fffffff);
  return (
    pairs[timeHigh >>> 16]! +
    pairs[(timeHigh >>> 6) & 1023]! +
    pairs[((timeHigh & 63) << 4) | (timeLow >>> 20)]! +
    pairs[(timeLow >>> 10) & 1023]! +
    pairs[timeLow & 1023]! +
    pairs[version >>> 6]! +
    pairs[((version & 63) << 4) | (variant >>> 28)]! +
    pairs[(variant >>> 18) & 1023]! +
    pairs[(variant >>> 8) & 1023]! +
    pairs[((variant & 255) << 2) | (low >>> 30)]! +
    pairs[(low >>> 20) & 1023]! +
    pairs[(low >>> 10) & 1023]! +
    pairs[low & 1023]!
  );
}
