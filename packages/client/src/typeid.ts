/** Crockford base 32 in lower case, as TypeID has it: digits sort as the bits do. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const digitCodes = Array.from(alphabet, (digit) => digit.charCodeAt(0));

let lastMs = 0;
/** 24 bits below the millisecond, seeded at random and counted up, so that ids of one millisecond keep their order. */
let counter = 0;
/** The character codes of the last id: its 10 digits of time hold for the next one too. */
const codes = Array.from('log_'.padEnd(30), (character) => character.charCodeAt(0));

/** A new `log_` TypeID over UUIDv7: greater than every one this copy of the module made before. */
export function createLogId(): string {
  const now = Date.now();
  if (now > lastMs) startMillisecond(now);
  else if (++counter > 0xffffff) startMillisecond(lastMs + 1);

  const high = counter >>> 12;
  const low = counter & 0xfff;
  // 80 bits: version 7, 12 of the counter, variant 2, 12 more of the counter, 50 random.
  setDigit(14, 14 | (high >>> 11));
  setDigit(15, high >>> 6);
  setDigit(16, high >>> 1);
  setDigit(17, ((high & 1) << 4) | 8 | (low >>> 10));
  setDigit(18, low >>> 5);
  setDigit(19, low);
  const random = takeRandom(10);
  for (let index = 0; index < 10; index++) setDigit(20 + index, pool[random + index] as number);
  // In one piece: added up from its digits it would cost twice the time and several times the memory.
  return String.fromCharCode(...codes);
}

function setDigit(index: number, bits: number): void {
  codes[index] = digitCodes[bits & 31] as number;
}

const logId = /^log_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

export function isLogId(value: unknown): value is string {
  return typeof value === 'string' && logId.test(value);
}

let uuidMs = 0;
let uuidTime = '';

/** A UUIDv7, for trace and instance ids. */
export function createUuid(): string {
  const now = Date.now();
  if (now !== uuidMs) {
    uuidMs = now;
    uuidTime = now.toString(16).padStart(12, '0').replace(/.{4}$/, '-$&-');
  }
  const at = takeRandom(10);
  const version = 0x70 | ((pool[at] as number) & 0x0f);
  const variant = 0x80 | ((pool[at + 2] as number) & 0x3f);
  return `${uuidTime}${hexOf[version]}${toHex(at + 1, 1)}-${hexOf[variant]}${toHex(at + 3, 1)}-${toHex(at + 4, 6)}`;
}

/** The last 64 bits of a TypeID as 16 hex digits: what stands for it where W3C Trace Context wants a span id. */
export function toSpanIdHex(id: string): string {
  let bits = 0n;
  for (const digit of id.slice(-13)) bits = (bits << 5n) | BigInt(Math.max(0, alphabet.indexOf(digit)));
  return (bits & 0xffff_ffff_ffff_ffffn).toString(16).padStart(16, '0');
}

function startMillisecond(ms: number) {
  lastMs = ms;
  const random = takeRandom(3);
  // The top bit stays clear: eight million ids fit before the millisecond is used up.
  counter =
    (((pool[random] as number) & 0x7f) << 16) | ((pool[random + 1] as number) << 8) | (pool[random + 2] as number);
  for (let rest = ms, index = 13; index > 3; index--) {
    setDigit(index, rest % 32);
    rest = Math.floor(rest / 32);
  }
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function toHex(at: number, bytes: number): string {
  let hex = '';
  for (let index = at; index < at + bytes; index++) hex += hexOf[pool[index] as number];
  return hex;
}

/** One call for many ids: a call to the system's generator costs more than all the rest. */
const pool = new Uint8Array(4096);
let used = pool.length;

function takeRandom(bytes: number): number {
  if (used + bytes > pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const at = used;
  used += bytes;
  return at;
}
