import type { PiiLabel } from 'agentaudit-schemas';

import { isDigit, isLetter, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import { leastConfidence, type Reading } from './candidate.ts';
import * as checks from './checksums.ts';
import { findBicBehind } from './bank-codes.ts';
import { kindNumbers } from './context-list.ts';
import type { ContextKind } from './context-words.ts';
import { isIban, readIban } from './iban.ts';

/** Letters and digits of a known make, such as a tax code. */
interface CodeFormat {
  label: PiiLabel;
  kind?: string;
  /** Kinds of words that speak for it, by number. */
  contexts: readonly number[];
  /** How long the word at its start can be, by which most are passed over. */
  words: readonly number[];
  begins: 'digit' | 'letter' | 'either';
  /** Sticky, over the text in capitals. */
  pattern: RegExp;
  check?: (code: string) => boolean;
  /** Its second character is a letter. */
  letterSecond?: boolean;
  /** What it holds, whatever else. */
  holds?: string;
  /** May go on behind the word at its start. */
  inParts?: boolean;
  /** Confidence without context, with it, and with it where the check fails. */
  alone: number;
  near: number;
  failed?: number;
}

const kindsOf = (...kinds: ContextKind[]) => kinds.map((kind) => kindNumbers[kind]);

// prettier-ignore
const codeFormats: readonly CodeFormat[] = [
  { label: 'US_MBI', contexts: kindsOf('US_MBI'), words: [4, 11], begins: 'digit', letterSecond: true, inParts: true, pattern: /[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d([- ]?)[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d\1[AC-HJKMNP-RT-Y]{2}\d{2}/y, alone: 0.7, near: 0.98 },
  { label: 'DEA', contexts: kindsOf('DEA'), words: [9], begins: 'letter', pattern: /[A-HJ-MPRSTUX][A-Z9]\d{7}/y, check: checks.dea, alone: 0.65, near: 0.98, failed: 0.7 },
  { label: 'DEA', contexts: kindsOf('DEA'), words: [2, 9], begins: 'letter', inParts: true, pattern: /[A-Z][A-Z9][- ]?\d{7}/y, check: (code) => checks.dea(code), alone: 0, near: 0.95, failed: 0.65 },
  { label: 'NATIONAL_ID', kind: 'UK_NINO', contexts: kindsOf('UK_NINO', 'GENERIC_ID'), words: [2, 9], begins: 'letter', inParts: true, pattern: /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]([ -]?)\d{2}\1\d{2}\1\d{2}\1[A-D]/y, alone: 0.75, near: 0.98 },
  { label: 'NATIONAL_ID', kind: 'UK_NINO', contexts: kindsOf('UK_NINO'), words: [2, 4, 9], begins: 'letter', inParts: true, pattern: /[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-Z]/y, alone: 0, near: 0.9 },
  { label: 'NATIONAL_ID', kind: 'IN_PAN', contexts: kindsOf('IN_PAN', 'GENERIC_ID'), words: [10], begins: 'letter', pattern: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/y, alone: 0.75, near: 0.98 },
  { label: 'NATIONAL_ID', kind: 'IN_PAN', contexts: kindsOf('IN_PAN'), words: [10], begins: 'letter', pattern: /[A-Z]{5}\d{4}[A-Z]/y, alone: 0, near: 0.9 },
  { label: 'NATIONAL_ID', kind: 'ES_NIF', contexts: kindsOf('ES_NIF', 'GENERIC_ID'), words: [1, 2, 8, 9], begins: 'either', inParts: true, pattern: /(?:\d{8}|\d{2}\.\d{3}\.\d{3}|[XYZ][- ]?\d{7})[- ]?[A-HJ-NP-TV-Z]/y, check: checks.spanishNif, alone: 0.75, near: 0.98, failed: 0.6 },
  { label: 'NATIONAL_ID', kind: 'ES_NIF', contexts: kindsOf('ES_NIF'), words: [1, 9], begins: 'letter', inParts: true, pattern: /[A-HJNP-SUVW]-?\d{7}[0-9A-J]/y, alone: 0, near: 0.7 },
  { label: 'NATIONAL_ID', kind: 'IT_FISCAL_CODE', contexts: kindsOf('IT_FISCAL_CODE', 'GENERIC_ID'), words: [6, 11, 16], begins: 'letter', inParts: true, pattern: /[A-Z]{6}[ -]?[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[ -]?[A-Z][0-9LMNP-V]{3}[A-Z]/y, check: checks.italianFiscalCode, alone: 0.95, near: 0.99, failed: 0.85 },
  { label: 'NATIONAL_ID', kind: 'IT_FISCAL_CODE', contexts: kindsOf(), words: [16], begins: 'letter', pattern: /[A-Z]{6}\d{2}[A-EHLMPRST](?:[04][1-9]|[1256]\d|[37][01])[A-Z]\d{3}[A-Z]/y, alone: 0.8, near: 0.9 },
  { label: 'NATIONAL_ID', kind: 'FR_NIR', contexts: kindsOf('FR_NIR'), words: [1, 3, 5, 7, 13, 15], begins: 'digit', inParts: true, pattern: /[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?2[AB] ?\d{3} ?\d{3}(?: ?\d{2})?/y, alone: 0.8, near: 0.98 },
  { label: 'NATIONAL_ID', kind: 'FI_HETU', contexts: kindsOf('FI_HETU', 'GENERIC_ID'), words: [6, 11], begins: 'digit', inParts: true, pattern: /[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]/y, check: checks.finnishPersonalCode, alone: 0.85, near: 0.98, failed: 0.6 },
  { label: 'NATIONAL_ID', kind: 'IE_PPS', contexts: kindsOf('IE_PPS', 'GENERIC_ID'), words: [8, 9], begins: 'digit', pattern: /\d{7}[A-W][A-IW]?/y, check: checks.irishPps, alone: 0, near: 0.97, failed: 0.6 },
  { label: 'NATIONAL_ID', kind: 'SG_NRIC', contexts: kindsOf('SG_NRIC', 'GENERIC_ID'), words: [9], begins: 'letter', pattern: /[STFGM]\d{7}[A-Z]/y, check: checks.singaporeNric, alone: 0.75, near: 0.98, failed: 0.6 },
  { label: 'NATIONAL_ID', kind: 'CN_RESIDENT_ID', contexts: kindsOf('CN_RESIDENT_ID', 'GENERIC_ID'), words: [18], begins: 'digit', pattern: /[1-8]\d{5}(?:19|20)\d{9}X/y, check: checks.chineseResidentId, alone: 0.85, near: 0.98 },
  { label: 'NATIONAL_ID', kind: 'MX_CURP', contexts: kindsOf('MX_CURP', 'GENERIC_ID'), words: [18], begins: 'letter', pattern: /[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d/y, alone: 0.9, near: 0.98 },
  { label: 'NATIONAL_ID', kind: 'CL_RUT', contexts: kindsOf('CL_RUT', 'GENERIC_ID'), words: [1, 2, 4, 5, 7, 8], begins: 'digit', holds: '-K', inParts: true, pattern: /\d{1,2}\.?\d{3}\.?\d{3}-K/y, check: checks.chileanRut, alone: 0.75, near: 0.97 },
  { label: 'NATIONAL_ID', kind: 'GENERIC_ID', contexts: kindsOf('GENERIC_ID'), words: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], begins: 'either', pattern: /(?=[A-Z]*\d[A-Z]*\d[A-Z]*\d)[A-Z0-9]{6,18}/y, alone: 0, near: 0.65 },
];

const byWord = (formats: readonly CodeFormat[]) =>
  Array.from({ length: 20 }, (_, length) => formats.filter(({ words }) => words.includes(length)));
const digitFirst = byWord(codeFormats.filter(({ begins }) => begins !== 'letter'));
const letterFirst = byWord(codeFormats.filter(({ begins }) => begins !== 'digit'));

const base58 = /[13][1-9A-HJ-NP-Za-km-z]{25,34}/y;
/** Litecoin, Dogecoin, Tron. */
const otherBase58 = /[LMDT][1-9A-HJ-NP-Za-km-z]{33}/y;
const anyBase58 = /[1-9A-HJ-NP-Za-km-z]{25,104}/y;
const bech32 = /(?:bc1|tb1|BC1|TB1|ltc1|addr1|cosmos1)[02-9ac-hj-np-zAC-HJ-NP-Z]{11,100}/y;
const ethereum = /0x[0-9a-fA-F]{40}/y;
const walletFormats = [
  [ethereum, 'ethereum'],
  [base58, 'bitcoin'],
  [otherBase58, 'other'],
  [anyBase58, undefined],
] as const;

const { GENERIC_ID, IBAN, CRYPTO_WALLET } = kindNumbers;

const candidates: CodeFormat[] = [];

/** Codes of letters and digits, at a place where a word with a digit in it begins. */
export function findCodes(reading: Reading, start: number, atomEnd: number): void {
  const { text, codes, contexts, found } = reading;
  findIban(reading, start);
  const length = atomEnd - start;
  if (length > 19) {
    if (length >= 25 && length <= 110) findWallet(reading, start, atomEnd);
    return;
  }
  const formats = (isDigit(codes[origin + start]!) ? digitFirst : letterFirst)[length]!;
  if (formats.length === 0) return;
  const nearby = contexts.near(start, atomEnd);
  const isCapital = !hasSmallLetter(codes, start, atomEnd);
  const isPart = isPartOfCode(codes, start);
  // Without a word beside it, only what is written in capitals can be a code.
  if (nearby.count === 0 && !isCapital) return;
  candidates.length = 0;
  const second = codes[origin + start + 1]!;
  for (const format of formats) {
    if (format.letterSecond && !isLetter(second)) continue;
    // What stands behind its later parts may name it as well.
    const isNamed = format.inParts
      ? contexts.mentions(format.contexts)
      : format.contexts.some((kind) => nearby.strengthOf(kind) > 0);
    if (isNamed || (isCapital && !isPart && format.alone > 0)) candidates.push(format);
  }
  if (candidates.length === 0) return;
  const window = text.slice(start, start + 32);
  const capitals = window.toUpperCase();
  for (const format of candidates) {
    if (format.holds !== undefined && !capitals.includes(format.holds)) continue;
    format.pattern.lastIndex = 0;
    const code = format.pattern.exec(capitals)?.[0];
    if (code === undefined || !endsWord(codes, start + code.length)) continue;
    const end = start + code.length;
    const confidence = weigh(reading, format, code, window.startsWith(code), start, end);
    if (confidence >= leastConfidence) found.push({ start, end, label: format.label, kind: format.kind, confidence });
  }
}

function hasSmallLetter(codes: Uint16Array, start: number, end: number): boolean {
  for (let place = origin + start; place < origin + end; place++) if (codes[place]! > 96) return true;
  return false;
}

function weigh(
  { codes, contexts }: Reading,
  format: CodeFormat,
  code: string,
  asWritten: boolean,
  start: number,
  end: number,
): number {
  const nearby = contexts.near(start, end);
  let context = 0;
  for (const kind of format.contexts) {
    const strength = nearby.strengthOf(kind) * (kind === GENERIC_ID && format.kind !== 'GENERIC_ID' ? 0.85 : 1);
    if (strength > context) context = strength;
  }
  if (context === 0 && format.alone === 0) return 0;
  const holds = !format.check || format.check(format.kind === 'FI_HETU' ? code : code.replace(/[ .-]/g, ''));
  const named = context === 0 ? 0 : (holds ? format.near : (format.failed ?? 0)) * (0.5 + context / 2);
  const alone = holds && asWritten && !isPartOfCode(codes, start) && !nearby.isNeutral ? format.alone : 0;
  return Math.max(named, alone);
}

/** `-`, `/` or `_` joins it to what stands before. */
function isPartOfCode(codes: Uint16Array, start: number): boolean {
  const before = codes[origin + start - 1]!;
  return (before === 45 || before === 47 || before === 95) && isWord(codes[origin + start - 2]!);
}

function findIban(reading: Reading, start: number): void {
  const { text, codes, contexts, found } = reading;
  const place = origin + start;
  if (!isLetter(codes[place]!) || !isLetter(codes[place + 1]!) || !isDigit(codes[place + 2]!)) return;
  const iban = readIban(text, codes, start);
  if (!iban || !endsWord(codes, iban.end)) return;
  const named = contexts.near(start, iban.end).strengthOf(IBAN);
  const confidence = isIban(iban.code) ? (named > 0 ? 0.99 : 0.95) : named >= 0.6 ? 0.6 : 0;
  if (confidence === 0) return;
  found.push({ start, end: iban.end, label: 'IBAN', kind: iban.code.slice(0, 2), confidence });
  findBicBehind(reading, iban.end);
}

function findWallet({ text, contexts, found }: Reading, start: number, atomEnd: number): void {
  bech32.lastIndex = start;
  if (bech32.test(text) && bech32.lastIndex === atomEnd) {
    found.push({
      start,
      end: atomEnd,
      label: 'CRYPTO_WALLET',
      kind: /^(?:bc|tb)1/i.test(text.slice(start, start + 3)) ? 'bitcoin' : 'other',
      confidence: 0.95,
    });
    return;
  }
  for (const [pattern, kind] of walletFormats) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match || start + match[0].length !== atomEnd) continue;
    const named = contexts.near(start, atomEnd).strengthOf(CRYPTO_WALLET);
    const mixed =
      kind === 'ethereum' || (/[a-z]/.test(match[0]) && /[A-Z]/.test(match[0]) && /\d/.test(match[0].slice(1)));
    const alone =
      kind === undefined || !mixed ? 0 : kind === 'ethereum' ? 0.9 : kind === 'other' ? leastConfidence : 0.75;
    const confidence = named >= 0.6 ? (kind ? 0.97 : 0.8) : alone;
    if (confidence > 0) found.push({ start, end: atomEnd, label: 'CRYPTO_WALLET', kind: kind ?? 'other', confidence });
    return;
  }
}

export function endsWord(codes: Uint16Array, end: number): boolean {
  const next = codes[origin + end]!;
  if (isWord(next) || next === 95) return false;
  return !(next === 45 && isWord(codes[origin + end + 1]!));
}
