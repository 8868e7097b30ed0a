import type { Scan } from '../text/scan.ts';
import { isDigit, isLetter, isNameCharacter } from '../text/characters.ts';
import { countUpTo } from '../text/positions.ts';
import { origin } from '../text/units.ts';
import { broadMark, byHeader, kindNumbers, Nearby } from './context-list.ts';
import type { ContextHits } from './context-hits.ts';
import { createTableHeaders, type Header, type TableHeaders } from './table-headers.ts';

/** Says what the words around a place make of it. */
export interface Contexts {
  /** For a value at `start` to `end`. Valid until the next question. */
  near(start: number, end: number): Nearby;
  /** Whether there is any word that could name something. */
  hasWords(): boolean;
}

/** What a text offers to say so. */
export interface Surroundings {
  text: string;
  codes: Uint16Array;
  scan: Scan;
  /** Read when first needed. */
  readHits: () => ContextHits;
}

/** Characters before a value in which a word still speaks for it, and behind it. */
const reach = 90;
const reachAfter = 25;
/** Up to here a word stands right before its value. */
const longestGap = 45;
/** A label ends so soon behind its word: `Passport No.` */
const longestRest = 12;
/** What may stand between a word such as `order` and its number. */
const rightBefore = /^[\s:#=.,'"/(-]{0,4}(?:(?:no|id|number|nr|code|is|v)\b[\s.:#=-]{0,4})?$/i;
const { NEUTRAL } = kindNumbers;

const nothing = new Nearby();
const base = new Nearby();
const whole = new Nearby();

export function createContexts({ text, codes, scan, readHits }: Surroundings): Contexts {
  let known: ContextHits | null = null;
  let headers: TableHeaders | null = null;
  // One place is asked about many times in a row.
  let knownStart = -1;
  let knownEnd = -1;
  let nearby = nothing;

  /** `from`: what stands before is another row of the table. */
  function before(hits: ContextHits, start: number, from: number): void {
    base.clear();
    const { ends, starts, kinds } = hits;
    const paragraph = lastUpTo(scan.breaks, start, scan.breakCount);
    let rank = 0;
    let edge = start;
    const lastDigits = lastUpTo(scan.digitRuns, start - 1, scan.runs);
    const lineEnd = lastFullLineEnd(codes, start);
    const label = labelEnd(codes, start);
    for (let index = countUpTo(ends, start, hits.count) - 1; index >= 0 && rank < 4; index--) {
      const hitEnd = ends[index]!;
      const hitStart = starts[index]!;
      if (start - hitEnd > reach || hitStart < from || hitEnd <= paragraph) break;
      if (edge - hitEnd > 3) rank += 1;
      if (hitStart < edge) edge = hitStart;
      const kind = kinds[index]!;
      if (kind >= broadMark) {
        if (start - hitEnd < 16 && isRightBefore(hitEnd, start)) base.raise(kind - broadMark, 1);
        continue;
      }
      // Other digits stand between, or a line that goes on.
      const isNear = start - hitEnd <= longestGap && lineEnd < hitEnd && label - hitEnd <= longestRest;
      const distance = lastDigits >= hitEnd ? 0.5 : isNear ? 1 : 0.6;
      base.raise(kind, distance * (rank <= 1 ? 1 : rank === 2 ? 0.8 : 0.6));
    }
  }

  function isRightBefore(from: number, to: number): boolean {
    let place = from;
    while (place < to && place - from < 5 && joins(codes[origin + place]!)) place += 1;
    if (place === to && place - from < 5) return true;
    const code = codes[origin + place]!;
    return (isLetter(code) || code > 0x7f) && rightBefore.test(text.slice(from, to));
  }

  /** Adds to `base` what stands behind the value. */
  function after(hits: ContextHits, end: number): Nearby {
    let all = base;
    const { ends, starts, kinds } = hits;
    for (let index = countUpTo(ends, end, hits.count); index < hits.count; index++) {
      const hitStart = starts[index]!;
      if (hitStart > end + reachAfter) break;
      const kind = kinds[index]!;
      // A word with its own value behind it speaks of that one.
      if (hitStart < end || kind >= broadMark || isElsewhere(codes, end, hitStart) || hasValue(codes, ends[index]!))
        continue;
      if (all === base) {
        whole.copy(base);
        all = whole;
      }
      whole.raise(kind, 0.7);
    }
    return all;
  }

  return {
    hasWords: () => (known ??= readHits()).count > 0,
    near(start, end) {
      const hits = (known ??= readHits());
      if (hits.count === 0) return nothing;
      if (start !== knownStart) {
        headers ??= createTableHeaders(text, codes);
        const header = headers.above(start);
        before(hits, start, header?.rowStart ?? 0);
        if (header && base.strongest < 1) above(hits, header);
        knownStart = start;
        knownEnd = -1;
      }
      if (end !== knownEnd) {
        nearby = after(hits, end);
        knownEnd = end;
      }
      return nearby;
    },
  };
}

/** The last of the first `count` ascending values that is at most `limit`, or -1. */
function lastUpTo(values: Int32Array, limit: number, count: number): number {
  const known = countUpTo(values, limit, count);
  return known === 0 ? -1 : values[known - 1]!;
}

/** Adds to `base` what the header of a column says. */
function above(hits: ContextHits, header: Header): void {
  for (let index = countUpTo(hits.ends, header.start, hits.count); index < hits.count; index++) {
    if (hits.ends[index]! > header.end) break;
    const kind = hits.kinds[index]! & ~broadMark;
    if (hits.starts[index]! >= header.start && kind !== NEUTRAL) base.raise(kind, byHeader);
  }
}

/** `:#=.,'"/(-` and space. */
function joins(code: number): boolean {
  return code === 32 || code === 58 || code === 35 || (code >= 44 && code <= 47) || code === 61 || isRareJoin(code);
}

function isRareJoin(code: number): boolean {
  return code === 34 || code === 39 || code === 40 || (code >= 9 && code <= 13);
}

/** Where the line or cell ends that is right before the one that begins at `start`; -1 where none begins there. */
function labelEnd(codes: Uint16Array, start: number): number {
  let place = origin + start - 1;
  while (isSpaceOrQuote(codes[place]!) && origin + start - place < 40) place -= 1;
  const code = codes[place];
  return code === 10 || code === 124 ? place - origin : -1;
}

const isSpaceOrQuote = (code: number) => code === 32 || code === 9 || code === 34 || code === 39 || code === 96;

/** Within reach before `start`: where the last line ends behind which anything but space stands, or -1. */
function lastFullLineEnd(codes: Uint16Array, start: number): number {
  const first = Math.max(origin, origin + start - longestGap);
  let place = origin + start - 1;
  while (place >= first && codes[place]! <= 32) place -= 1;
  while (place >= first && codes[place] !== 10) place -= 1;
  return place >= first ? place - origin : -1;
}

/** Whether a line, cell, sentence or other number ends what a value at `from` is part of: `[\n|;]|\d|\. |", ?"|, `. */
function isElsewhere(codes: Uint16Array, from: number, to: number): boolean {
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
function hasValue(codes: Uint16Array, from: number): boolean {
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
