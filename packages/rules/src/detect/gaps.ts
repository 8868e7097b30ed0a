import { isDigit, isLetter, isNameCharacter } from '../text/characters.ts';
import { origin } from '../text/units.ts';

/** Up to here a word stands right before its value. */
export const longestGap = 45;
/** What may stand between a word such as `order` and its number. */
const rightBefore = /^[\s:#=.,'"/(-]{0,5}(?:(?:no|id|number|nr|code|is|v)\b[\s.:#=-]{0,4})?$/i;

/** Nothing stands between a word, which ends at `from`, and its value but what joins them. */
export function isRightBefore(text: string, codes: Uint16Array, from: number, to: number): boolean {
  let place = from;
  while (place < to && place - from < 5 && joins(codes[origin + place]!)) place += 1;
  if (place === to && place - from < 5) return true;
  const code = codes[origin + place]!;
  return (isLetter(code) || code > 0x7f) && rightBefore.test(text.slice(from, to));
}

/** `:#=.,'"/(-` and space. */
function joins(code: number): boolean {
  return code === 32 || code === 58 || code === 35 || (code >= 44 && code <= 47) || code === 61 || isRareJoin(code);
}

function isRareJoin(code: number): boolean {
  return code === 34 || code === 39 || code === 40 || (code >= 9 && code <= 13);
}

const valueKey = /\bvalue["']?\s?[:=]\s?["']?$/i;

/** Where `"value":` begins if that is all that stands before `start`: the name stands before it. */
export function behindKey(text: string, codes: Uint16Array, start: number): number {
  let place = origin + start - 1;
  while (isSpaceOrQuote(codes[place]!) && origin + start - place < 4) place -= 1;
  if (codes[place] !== 58 && codes[place] !== 61) return start;
  if (codes[place - 1] !== 101 && codes[place - 2] !== 101) return start;
  return start - (valueKey.exec(text.slice(Math.max(0, start - 12), start))?.[0].length ?? 0);
}

/** Where the line or cell ends that is right before the one that begins at `start`; -1 where none begins there. */
export function labelEnd(codes: Uint16Array, start: number): number {
  let place = origin + start - 1;
  while (isSpaceOrQuote(codes[place]!) && origin + start - place < 40) place -= 1;
  const code = codes[place];
  return code === 10 || code === 124 ? place - origin : -1;
}

const isSpaceOrQuote = (code: number) => code === 32 || code === 9 || code === 34 || code === 39 || code === 96;

/** Within reach before `start`: where the last line ends behind which anything but space stands, or -1. */
export function lastFullLineEnd(codes: Uint16Array, start: number): number {
  const first = Math.max(origin, origin + start - longestGap);
  let place = origin + start - 1;
  while (place >= first && codes[place]! <= 32) place -= 1;
  while (place >= first && codes[place] !== 10) place -= 1;
  return place >= first ? place - origin : -1;
}

/** Whether a line, cell, sentence or other number ends what a value at `from` is part of: `[\n|;]|\d|\. |", ?"|, `. */
export function isElsewhere(codes: Uint16Array, from: number, to: number): boolean {
  for (let place = origin + from; place < origin + to; place++) {
    const code = codes[place]!;
    if (code === 10 || code === 124 || code === 59 || isDigit(code)) return true;
    if (code !== 46 && code !== 44) continue;
    if (place + 1 >= origin + to) continue;
    const next = codes[place + 1]!;
    if (next === 32 || (code === 44 && next === 34 && place > origin + from && codes[place - 1] === 34)) return true;
  }
  return false;
}

/** `^\W{0,3}[:=#]|^\W{0,4}\d|^ (?:no\.?|number|is|id)\b`, any case. */
export function hasValue(codes: Uint16Array, from: number): boolean {
  const first = origin + from;
  for (let place = first; place <= first + 4; place++) {
    const code = codes[place]!;
    if (isDigit(code)) return true;
    if (isNameCharacter(code)) break;
    if (place < first + 4 && (code === 58 || code === 61 || code === 35)) return true;
  }
  if (codes[first] !== 32) return false;
  let word = '';
  for (let place = first + 1; place < first + 8 && isNameCharacter(codes[place]!); place++)
    word += String.fromCharCode(codes[place]! | 32);
  return word === 'no' || word === 'number' || word === 'is' || word === 'id';
}

/** Whether what ends here is the name in `</BirthDate>`. */
export function isClosingTag(codes: Uint16Array, start: number, end: number): boolean {
  if (codes[origin + end] !== 62) return false;
  let place = origin + start - 1;
  while (isNameCharacter(codes[place]!) && origin + start - place < 40) place -= 1;
  return codes[place] === 47 && codes[place - 1] === 60;
}

/** `021000021 (routing)`: a word in brackets right behind names what stands before. */
export function isBracketed(codes: Uint16Array, end: number, wordStart: number): boolean {
  return codes[origin + wordStart - 1] === 40 && wordStart - end <= 2;
}
