import type { Scan } from '../text/scan.ts';
import { isDigit, isLetter, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import { findSecretInColumn } from './assigned-secrets.ts';
import type { Reading } from './candidate.ts';
import { findCodes } from './codes.ts';
import { findNamedIds } from './context-ids.ts';
import { findBirthDate } from './dates.ts';
import { readChain } from './digit-chain.ts';
import { findDefangedIpv4, findHexAddress, findIpv4 } from './network.ts';
import { findNumbers } from './numbers.ts';
import { findPhone } from './phones.ts';
import { headsColumn, mentionsIn } from './word-hits.ts';

const space = 32;
const dash = 45;
const dot = 46;
const colon = 58;

/** Everything that has a digit in it begins at, or around, a run of digits. */
export function startFromDigits(reading: Reading, scan: Scan, mentions: number): void {
  const { digitRuns, runs } = scan;
  const { codes } = reading;
  let atomEnd = 0;
  let hexEdge = 0;
  let numberEnd = 0;
  const mayBeBirth = (mentions & mentionsIn.DATE_OF_BIRTH) !== 0;
  const mayBeNamed = (mentions & mentionsIn.named) !== 0;
  const mayBeSecret = (mentions & mentionsIn.KEY) !== 0 && headsColumn(scan, codes);
  const mayBePhone = (mentions & mentionsIn.PHONE) !== 0;
  for (let run = 0; run < runs; run++) {
    const digits = digitRuns[run]!;
    if (digits < atomEnd) continue;
    let start = digits;
    while (start > atomEnd && digits - start < 110 && isWord(codes[origin + start - 1]!)) start -= 1;
    let end = digits;
    while (isDigit(codes[origin + end]!) && end - start < 200) end += 1;
    const isNumber = start === digits && !isWord(codes[origin + end]!) && end - start < 21;
    while (isWord(codes[origin + end]!) && end - start < 200) end += 1;
    atomEnd = end;
    if (canBeHex(codes, start, atomEnd)) {
      findHexAddress(reading, digits, hexEdge);
      hexEdge = digits + 1;
    }
    // The later groups of a number already found.
    if (digits < numberEnd) continue;
    if (isNumber) numberEnd = startFromNumber(reading, digits, atomEnd, mayBePhone);
    else if (atomEnd - start >= 4) findCodes(reading, start, atomEnd);
    startFromSpacedCode(reading, start, digits);
    if (mayBeNamed && atomEnd - start > 1) findNamedIds(reading, start, digits);
    if (mayBeSecret && atomEnd - start > 1) findSecretInColumn(reading, start);
    if (mayBeBirth) findBirthDate(reading, digits);
  }
}

/** Says where a number that leaves no doubt ends, or 0. */
function startFromNumber(reading: Reading, digits: number, atomEnd: number, mayBePhone: boolean): number {
  const { codes, found } = reading;
  const next = codes[origin + atomEnd]!;
  if (next === dot && atomEnd - digits <= 3) findIpv4(reading, digits);
  if (next === 91 && codes[origin + atomEnd + 1] === dot) findDefangedIpv4(reading, digits);
  const before = codes[origin + digits - 1]!;
  const opened = before === 43 || before === 40 || next === 41;
  if (atomEnd - digits < 7 && !opened && !goesOn(codes, origin + atomEnd)) return 0;
  const chain = readChain(codes, digits);
  const total = chain.counts[chain.groups - 1]!;
  if (total < 7 && !opened) return 0;
  const known = found.length;
  const end = chain.ends[chain.groups - 1]!;
  findNumbers(reading, digits, chain);
  findPhone(reading, digits, { count: total, end, isNamed: mayBePhone });
  // Codes that begin with their digits and go on behind a dash or dot: `12345678-Z`, `12.345.678-K`.
  const behind = codes[origin + end]!;
  if (behind === dash || (total >= 5 && isLetter(behind)) || (behind === space && isLetter(codes[origin + end + 1]!)))
    findCodes(reading, digits, atomEnd);
  let sure = 0;
  for (let index = known; index < found.length; index++) {
    const candidate = found[index]!;
    if (candidate.confidence >= 0.7 && candidate.end > sure) sure = candidate.end;
  }
  return sure;
}

function goesOn(codes: Uint16Array, end: number): boolean {
  const code = codes[end]!;
  if (code !== space && code !== dash && code !== dot && code !== 47 && code !== 95) return isLetter(code);
  const next = codes[end + 1]!;
  return isDigit(next) || next === 40 || (code === space && isDigit(codes[end + 3]!));
}

/** Codes whose letters stand apart from the digits: `AB 12 34 56 C`, `X 1234567 D`. */
function startFromSpacedCode(reading: Reading, start: number, digits: number): void {
  const { codes } = reading;
  const gap = codes[origin + start - 1]!;
  if (start !== digits || (gap !== space && gap !== dash)) return;
  let letters = start - 1;
  while (letters > 0 && start - letters < 4 && isLetter(codes[origin + letters - 1]!)) letters -= 1;
  const length = start - 1 - letters;
  if (length === 0 || length > 2 || isWord(codes[origin + letters - 1]!) || codes[origin + letters]! > 96) return;
  findCodes(reading, letters, letters + length);
}

/** Whether the short word here can be a group of a MAC or IPv6 address, by what stands beside it. */
function canBeHex(codes: Uint16Array, start: number, end: number): boolean {
  const length = end - start;
  if (length > 4) return length === 12;
  const next = codes[origin + end]!;
  if (codes[origin + start - 1] === colon || next === colon) return true;
  return (length === 2 && next === dash) || (length === 4 && next === dot);
}
