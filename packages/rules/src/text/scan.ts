import { isCapital, isDigit, isSmall } from './characters.ts';
import { grown } from './growing.ts';
import { origin } from './units.ts';

/** What one pass over a text finds. The arrays hold as many as is said, and are valid until the next scan. */
export interface Scan {
  /** Where words stand, by index into the list given, in the order of their ends. */
  hits: number;
  words: Int32Array;
  ends: Int32Array;
  /** Where each run of ASCII digits begins. */
  digitRuns: Int32Array;
  runs: number;
  /** Where each `@` stands. */
  ats: Int32Array;
  atCount: number;
  /** Places that no word speaks over: behind the first of two line ends, behind the sign that ends a sentence. */
  breaks: Int32Array;
  breakCount: number;
  /** Something stands in the text that may hide data: it was not read further. */
  stopped: boolean;
}

/** In the table of classes, above the class itself. */
export const classBits = 0x0f_ff;
const digitMark = 0x80_00;
const atMark = 0x40_00;
const disguiseMark = 0x20_00;
const breakMark = 0x10_00;
const space = 32;
const newline = 10;

/** Sets the marks of the units that are more than parts of words. */
export function mark(classes: Uint16Array): void {
  for (let code = 0; code < classes.length; code++) {
    let flag = 0;
    if (isDigit(code)) flag = digitMark;
    else if (code === 64) flag = atMark;
    else if (code === newline || isEndSign(code)) flag = breakMark;
    else if (isDisguise(code)) flag = disguiseMark;
    classes[code] = classes[code]! | flag;
  }
}

/** `.`, `!` and `?`. */
const isEndSign = (code: number) => code === 46 || code === 33 || code === 63;
/** `%`, `&`, `\` and what is not ASCII. */
const isDisguise = (code: number) => code === 37 || code === 38 || code === 92 || code >= 0x80;

const empty = () => new Int32Array(64);

export function createScan(): Scan {
  return {
    hits: 0,
    words: empty(),
    ends: empty(),
    digitRuns: empty(),
    runs: 0,
    ats: empty(),
    atCount: 0,
    breaks: empty(),
    breakCount: 0,
    stopped: false,
  };
}

const mostKept = 1 << 15;

export function restart(scan: Scan): void {
  scan.hits = 0;
  scan.runs = 0;
  scan.atCount = 0;
  scan.breakCount = 0;
  scan.stopped = false;
  const { words, digitRuns, ats, breaks } = scan;
  if (Math.max(words.length, digitRuns.length, ats.length, breaks.length) > mostKept) Object.assign(scan, createScan());
}

/** What is no word: begins of digit runs, `@`, breaks, disguises. Answers whether to stop. */
export function note(scan: Scan, flags: number, codes: Uint16Array, place: number, stopAtDisguise: boolean): boolean {
  if ((flags & digitMark) !== 0) {
    if (!isDigit(codes[place - 1]!)) {
      if (scan.runs === scan.digitRuns.length) scan.digitRuns = grown(scan.digitRuns);
      scan.digitRuns[scan.runs] = place - origin;
      scan.runs += 1;
    }
    return stopAtDisguise && codes[place + 1] === space && isSpacedOut(codes, place);
  }
  if ((flags & atMark) !== 0) {
    if (scan.atCount === scan.ats.length) scan.ats = grown(scan.ats);
    scan.ats[scan.atCount] = place - origin;
    scan.atCount += 1;
    return false;
  }
  if ((flags & breakMark) !== 0) {
    if (isBreak(scan, codes, place)) {
      if (scan.breakCount === scan.breaks.length) scan.breaks = grown(scan.breaks);
      scan.breaks[scan.breakCount] = place + 1 - origin;
      scan.breakCount += 1;
    }
    return false;
  }
  return stopAtDisguise;
}

/** `\n\n`, or `. ` between two small letters and a capitalized word. */
function isBreak({ breaks, breakCount }: Scan, codes: Uint16Array, place: number): boolean {
  const next = codes[place + 1]!;
  if (codes[place] === newline)
    return next === newline && (breakCount === 0 || breaks[breakCount - 1]! < place - origin);
  if (next !== space || !isCapital(codes[place + 2]!) || !isSmall(codes[place + 3]!)) return false;
  if (!isSmall(codes[place - 1]!) || !isSmall(codes[place - 2]!)) return false;
  let end = place + 4;
  while (isSmall(codes[end]!)) end += 1;
  return codes[end] === space;
}

/** `5 3 6 -`, digits written one by one: see `shadowOf`. */
function isSpacedOut(codes: Uint16Array, digit: number): boolean {
  let place = digit;
  for (let sign = 0; sign < 3; sign++) {
    let spaces = 0;
    while (spaces < 4 && codes[place + 1 + spaces] === space) spaces += 1;
    if (spaces === 0 || spaces === 4) return false;
    place += spaces + 1;
    const code = codes[place]!;
    // `-`, `.`, `/` and the digits.
    if (code < 45 || code > 57) return false;
  }
  return codes[place + 1] === space;
}
