import { isCapital, isLatin, isNameCharacter, isSmall } from '../text/characters.ts';
import { origin } from '../text/units.ts';

/** Not a part of another word: `ssn` in `patientSsn` and `ssn_last`, not in `classname`. */
export function standsAlone(codes: Uint16Array, ambiguous: boolean, start: number, end: number): boolean {
  const first = codes[origin + start]!;
  const last = codes[origin + end - 1]!;
  const before = codes[origin + start - 1]!;
  const behind = codes[origin + end]!;
  const length = end - start;
  if (length < 9 && isLatin(before) && isLatin(first) && !(isSmall(before) && isCapital(first))) return false;
  if (isLatin(behind) && isLatin(last) && !(isSmall(last) && isCapital(behind))) {
    const plural = (behind | 32) === 115 && !isLatin(codes[origin + end + 1]!);
    if (!plural && (length < 7 || !isEnding(codes, end))) return false;
  }
  if (!ambiguous || (isCapital(first) && isCapital(last))) return true;
  return isFieldName(codes, end) || before === 34 || before === 95 || behind === 95 || isCell(codes, start, end);
}

// prettier-ignore
const endings = new Set([
  'n', 'e', 'en', 'es', 'nr', 'no', 'num', 'number', 'numbers', 'nummer', 'numero', 'id', 'ids', 'code', 'field', 'value', 'holder', 'info', 'data', 'daten',
]);

/** What a longer word may go on with and still name the same: `passportnumber`, not `accounting`. */
function isEnding(codes: Uint16Array, end: number): boolean {
  let ending = '';
  for (let place = origin + end; isLatin(codes[place]!); place++) {
    if (ending.length === 7) return false;
    ending += String.fromCharCode(codes[place]! | 32);
  }
  return endings.has(ending);
}

/** `^["']?\s{0,2}(?:[:=#]|->)` */
function isFieldName(codes: Uint16Array, end: number): boolean {
  let place = origin + end;
  if (codes[place] === 34 || codes[place] === 39) place += 1;
  for (let spaces = 0; spaces < 2 && isSpace(codes[place]!); spaces++) place += 1;
  if (codes[place] === 45) return codes[place + 1] === 62;
  return codes[place] === 58 || codes[place] === 61 || codes[place] === 35;
}

/** Nothing but the word stands between two divisions of a table, a list or a tag. */
export function isCell(codes: Uint16Array, start: number, end: number): boolean {
  let before = origin + start - 1;
  let behind = origin + end;
  // The whole name of the column, such as `DB_PASSWORD`.
  while (isNameCharacter(codes[before]!) && origin + start - before < longestName) before -= 1;
  while (isNameCharacter(codes[behind]!) && behind - origin - end < longestName) behind += 1;
  if (codes[before] === 34) before -= 1;
  if (codes[behind] === 34) behind += 1;
  if (codes[before] === 32) before -= 1;
  if (codes[behind] === 32) behind += 1;
  return (dividers[codes[before]!]! & 1) !== 0 && (dividers[codes[behind]!]! & 2) !== 0;
}

const longestName = 24;
/** 1 for what a cell begins behind, 2 for what it ends before, which includes the ends of a text. */
const dividers = new Uint8Array(65_536);
for (const sign of '\0\t\n\r,;|') dividers[sign.charCodeAt(0)] = 3;
for (const sign of '<(') dividers[sign.charCodeAt(0)]! |= 1;
for (const sign of '>)') dividers[sign.charCodeAt(0)]! |= 2;

const isSpace = (code: number) =>
  code === 32 || (code >= 9 && code <= 13) || (code >= 0x80 && /\s/.test(String.fromCharCode(code)));
