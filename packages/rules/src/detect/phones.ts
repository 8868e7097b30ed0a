import { isDigit, isLetter, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import { leastConfidence, type Reading } from './candidate.ts';
import { kindNumbers } from './context-list.ts';

const extension = '(?:(?: ?(?:x|ext\\.?|extension|#) ?)\\d{1,6})?';
const international = new RegExp(`\\+ ?\\(?\\d{1,4}\\)?(?:[ .\\-/]{0,2}\\(?\\d{1,5}\\)?){1,7}${extension}`, 'y');
const trunk = new RegExp(`00[1-9]\\d?\\d?(?:[ .\\-/]?\\(?\\d{1,5}\\)?){2,7}${extension}`, 'y');
const american = new RegExp(
  `(?:\\+?1[ .\\-]{0,3})?(?:\\([2-9]\\d{2}\\)[ .\\-]{0,2}|[2-9]\\d{2}([ .\\-/]))[2-9]\\d{2}[ .\\-][0-9]{4}${extension}`,
  'y',
);
const domestic = new RegExp(`\\(?0\\d{1,5}\\)?(?:[ .\\-/]{1,2}\\(?\\d{2,8}\\)?){1,5}${extension}`, 'y');
const loose = new RegExp(`\\(?\\d{1,5}\\)?(?:[ .\\-/]{0,2}\\(?\\d{1,8}\\)?){0,7}${extension}`, 'y');
const callingCode =
  /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-69]\d|3[578]\d|42\d|5[09]\d|6[789]\d|8[0578]\d|9[679]\d)/;

/** `555 0199 office`, `555-0199-Fax`, `555 0199 (mobile)` */
const typeBehind = /(?:-| \(?)(?:office|fax|mobile|cell|home|work|desk|landline)\b/iy;
/** Decimals, CAS numbers, years with more behind a dot, days without separators, device numbers. */
const isOther =
  /^\d+\.\d+$|^\d{2,7}-\d\d-\d$|^(?:19|20)\d\d(?:\.\d+)+$|^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$|^\d{14,}$/;

const plus = 43;
const closing = 41;
const { PHONE } = kindNumbers;

/**
 * Telephone numbers, where a run of digits begins. Without a plus or a shape of their own they need a word beside them.
 * `count` is how many digits there are from there on, as far as single separators reach, which is to `end`; `isNamed`
 * whether the text has such a word at all.
 */
export function findPhone(
  reading: Reading,
  digits: number,
  { count, end, isNamed }: { count: number; end: number; isNamed: boolean },
): void {
  const { codes } = reading;
  const start = opening(codes, digits);
  const before = codes[origin + start - 1]!;
  if (isWord(before) || before === 36 || before === 0x20_ac || before === 0xa3) return;
  if (codes[origin + start] === plus) return void tryPattern(reading, international, start, internationalAlone, 7, 15);
  if ((before === 46 || before === 58) && isDigit(codes[origin + start - 2]!)) return;
  if (before === 64 || before === 47 || ((before === 45 || before === 95) && isWord(codes[origin + start - 2]!)))
    return;
  const afterDigits = before === 32 && isDigit(codes[origin + start - 2]!);
  const opened = start < digits || codes[origin + digits + 3] === closing;
  const first = codes[origin + digits]!;
  if (
    (opened || count >= 10 || first === 49) &&
    beginsAmerican(codes, origin + start) &&
    tryPattern(reading, american, start, (number, written) => americanAlone(number, written, afterDigits), 10, 11)
  )
    return;
  const zero = first === 48;
  if (zero && codes[origin + digits + 1] === 48 && tryPattern(reading, trunk, start, trunkAlone, 10, 17)) return;
  if (zero && !afterDigits && tryPattern(reading, domestic, start, domesticAlone, 9, 12)) return;
  // What stands behind a number cannot name it that surely, unless it says the kind: any end will do for the question.
  if (
    isNamed &&
    (reading.contexts.near(start, digits).strengthOf(PHONE) >= 0.9 || isTyped(reading, numberEnd(codes, end)))
  )
    tryPattern(reading, loose, start, () => 0, 7, 15);
}

/** `(`, `1` or an area code before a separator. */
function beginsAmerican(codes: Uint16Array, place: number): boolean {
  const first = codes[place]!;
  if (first === 40 || first === 49) return true;
  return first >= 50 && first <= 57 && isSeparator(codes[place + 3]!);
}

/** Space, `-`, `.` and `/`. */
const isSeparator = (code: number) => code === 32 || (code >= 45 && code <= 47);

/** Over the parenthesis or plus that a number may begin with. */
function opening(codes: Uint16Array, digits: number): number {
  let start = digits;
  if (codes[origin + start - 1] === 40) start -= 1;
  if (codes[origin + start - 1] === plus) return start - 1;
  if (codes[origin + start - 1] === 32 && codes[origin + start - 2] === plus && start === digits) return start - 2;
  return start;
}

function trunkAlone(number: string, written: string): number {
  return callingCode.test(number.slice(2)) && (written !== number || number.length > 11) ? 0.75 : 0;
}

/** No country has the code, but written with a plus and in groups it is hardly anything else. */
function internationalAlone(number: string, written: string): number {
  if (callingCode.test(number)) return 0.9;
  return number.length > 8 && /[ .-]\d+[ .-]\d/.test(written) ? 0.55 : 0.4;
}

function americanAlone(_number: string, written: string, afterDigits: boolean): number {
  if (afterDigits) return 0;
  if (/\(|^\+?1[ .-]/.test(written)) return 0.85;
  const [first = '', second = ''] = [...written.matchAll(/\d([ .\-/])\d/g)].map((match) => match[1] ?? '');
  if (first !== second && first !== '/') return 0.55;
  return first === ' ' ? 0.62 : first === '.' ? 0.7 : 0.75;
}

function domesticAlone(_number: string, written: string): number {
  if (/^0[1-9](?:([ .-])\d\d)(?:\1\d\d){3}$/.test(written)) return 0.7;
  if (
    /^\(0\d{1,4}\)/.test(written) ||
    /^0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}$/.test(written) ||
    /^07\d{3} ?\d{6}$/.test(written)
  )
    return 0.62;
  return 0;
}

function tryPattern(
  reading: Reading,
  pattern: RegExp,
  start: number,
  alone: (number: string, written: string) => number,
  least: number,
  most: number,
): boolean {
  const { text, codes, contexts, found } = reading;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (!match) return false;
  // A bracket that opens behind the number is not closed by it: `(4m 12s)`.
  let written = match[0].includes('(', 2) ? match[0].replace(/[ .\-/]*\(\d{1,5}$/, '') : match[0];
  const bare = /[x#t]/i.test(written) ? written.replace(/[ .\-/]*(?:x|ext\.?|extension|#) ?\d+$/i, '') : written;
  const number = bare.replace(/\D/g, '');
  if (number.length < least || number.length > most) return false;
  if (written.includes('(') !== written.includes(')')) written = written.replace(/^\(|\)$/, '');
  const end = start + written.length;
  const typed = isTyped(reading, end) && /[ .\-/+()]/.test(written);
  if (!typed && goesOn(codes, end)) return false;
  const nearby = contexts.near(start, end);
  const named = typed || isLettered(codes, start) ? 1 : nearby.strengthOf(PHONE);
  if (pattern === loose && (named < 0.9 || nearby.isNeutral || isOther.test(bare))) return false;
  if (named > 0 && looksLikeDate(bare)) return false;
  const byShape = nearby.isNeutral ? alone(number, written) - 0.25 : alone(number, written);
  const confidence =
    named > 0
      ? Math.max(byShape, 0.93 * (0.5 + named / 2) - (least === 7 && written.charAt(0) !== '+' ? 0.08 : 0))
      : byShape;
  if (confidence < leastConfidence) return false;
  found.push({ start, end, label: 'PHONE', kind: undefined, confidence });
  return true;
}

function isTyped({ text, codes }: Reading, end: number): boolean {
  const next = codes[origin + end]!;
  if (next !== 32 && next !== 45) return false;
  typeBehind.lastIndex = end;
  return typeBehind.test(text);
}

/** Over further groups of a number. */
function numberEnd(codes: Uint16Array, from: number): number {
  let place = origin + from;
  while (
    place - origin - from < 16 &&
    (isDigit(codes[place]!) || isSeparator(codes[place]!) || isBracket(codes[place]!))
  )
    place += 1;
  while (!isDigit(codes[place - 1]!) && place > origin + from) place -= 1;
  return place - origin;
}

const isBracket = (code: number) => code === 40 || code === 41;

/** `T: …`, `M: …` and the like in a signature. */
function isLettered(codes: Uint16Array, start: number): boolean {
  let place = origin + start - 1;
  if (codes[place] === 32) place -= 1;
  if (codes[place] !== 58 && codes[place] !== 46) return false;
  const letter = codes[place - 1]! & ~32;
  return (letter === 84 || letter === 77 || letter === 80 || letter === 70) && !isWord(codes[place - 2]!);
}

function goesOn(codes: Uint16Array, end: number): boolean {
  const next = codes[origin + end]!;
  if (isWord(next) || next === 37 || next === 95 || next === 0xb0) return true;
  if (next !== 45 && next !== 46 && next !== 47 && next !== 58) return false;
  const following = codes[origin + end + 1]!;
  return isDigit(following) || (next === 45 && isLetter(following));
}

function looksLikeDate(written: string): boolean {
  return /^(?:\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}([-/.])\d{1,2}\1\d{4}|\d{3}-\d{2}-\d{4})$/.test(written);
}
