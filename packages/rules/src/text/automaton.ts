import { isCapital, isDigit, isSmall } from './characters.ts';
import { grown } from './growing.ts';
import { buildTrie, classify, type Trie } from './trie.ts';
import { origin, type Units } from './units.ts';

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

/** Finds all of many words in one pass, any case. */
export interface Automaton {
  scan(units: Units, options?: ScanOptions): Scan;
}

export interface ScanOptions {
  /** Gives up where the text may have a shadow that is not the text itself. */
  stopAtDisguise?: boolean;
}

export interface AutomatonOptions {
  /** Characters that are taken for the first of them. */
  alike?: string;
  /** Whether runs of digits, `@`, breaks and disguises are looked for as well. */
  marks?: boolean;
}

/** Above these the automaton keeps sparse transitions, which are slower: 8 MB of cells, and what 15 bits can name. */
const denseCells = 4_000_000;
const mostDenseStates = 32_768;
/** Rows of so many classes, those of ASCII first: the shorter, the more of the table stays near the processor. */
const rowBits = 6;

/** In the table of classes, above the class itself. */
const classBits = 0x0f_ff;
const digitMark = 0x80_00;
const atMark = 0x40_00;
const disguiseMark = 0x20_00;
const breakMark = 0x10_00;
const space = 32;
const newline = 10;

/** Aho and Corasick's automaton over case-folded UTF-16 units. */
export function createAutomaton(
  words: readonly string[],
  { alike = '', marks = false }: AutomatonOptions = {},
): Automaton {
  const { classes, classCount } = classify([alike.slice(0, 1), ...words], alike);
  const trie = buildTrie(words, classes, classCount);
  // A row is as long as a power of two, so that its place is a shift away. Classes beyond it take the longer way.
  const shift = Math.min(rowBits, Math.ceil(Math.log2(classCount)));
  if (trie.count >= mostDenseStates || trie.count << shift > denseCells || classCount > classBits)
    return sparse(trie, classes, classCount, marks);
  if (marks) mark(classes);
  return dense(trie, classes, classCount, shift);
}

function mark(classes: Uint16Array): void {
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

function createScan(): Scan {
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

function restart(scan: Scan): void {
  scan.hits = 0;
  scan.runs = 0;
  scan.atCount = 0;
  scan.breakCount = 0;
  scan.stopped = false;
  const { words, digitRuns, ats, breaks } = scan;
  if (Math.max(words.length, digitRuns.length, ats.length, breaks.length) > mostKept) Object.assign(scan, createScan());
}

function emit(trie: Trie, state: number, end: number, scan: Scan): void {
  for (let each = state; each !== 0; each = trie.outputLinks[each]!) {
    for (let word = trie.outputs[each]!; word !== -1; word = trie.same[word]!) {
      if (scan.hits === scan.words.length) {
        scan.words = grown(scan.words);
        scan.ends = grown(scan.ends);
      }
      scan.words[scan.hits] = word;
      scan.ends[scan.hits] = end;
      scan.hits += 1;
    }
  }
}

/** What is no word: begins of digit runs, `@`, breaks, disguises. Answers whether to stop. */
function note(scan: Scan, flags: number, codes: Uint16Array, place: number, stopAtDisguise: boolean): boolean {
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

function dense(trie: Trie, classes: Uint16Array, classCount: number, shift: number): Automaton {
  const { count, children, fails, outputs, outputLinks } = trie;
  const width = Math.min(1 << shift, classCount);
  const table = new Uint16Array(count << shift);
  // A failure state is nearer to the root, hence before: its row is complete when it is copied.
  for (let state = 0; state < count; state++) {
    const row = state << shift;
    if (state !== 0) table.copyWithin(row, fails[state]! << shift, (fails[state]! + 1) << shift);
    for (let unit = 0; unit < width; unit++) {
      const next = children.get(state * classCount + unit);
      if (next !== undefined) table[row + unit] = next;
    }
  }
  // The lowest bit of a cell says that the state it leads to has something to tell.
  const toCell = (state: number) => (state << 1) | (outputs[state] !== -1 || outputLinks[state] !== 0 ? 1 : 0);
  for (let cell = 0; cell < table.length; cell++) table[cell] = toCell(table[cell]!);
  const scan = createScan();
  return {
    scan({ codes, length }, { stopAtDisguise = false } = {}) {
      restart(scan);
      const end = origin + length;
      let cell = 0;
      for (let place = origin; place < end; place++) {
        const unit = classes[codes[place]!]!;
        const column = unit & classBits;
        if (column < width) cell = table[((cell >> 1) << shift) | column]!;
        else cell = toCell(nextState(trie, cell >> 1, column, classCount));
        if ((cell & 1) === 1) emit(trie, cell >> 1, place + 1 - origin, scan);
        if (unit > classBits && note(scan, unit, codes, place, stopAtDisguise)) {
          scan.stopped = true;
          break;
        }
      }
      return scan;
    },
  };
}

function nextState(trie: Trie, from: number, unit: number, classCount: number): number {
  let state = from;
  let next = trie.children.get(state * classCount + unit);
  while (next === undefined && state !== 0) {
    state = trie.fails[state]!;
    next = trie.children.get(state * classCount + unit);
  }
  return next ?? 0;
}

function sparse(trie: Trie, classes: Uint16Array, classCount: number, marks: boolean): Automaton {
  if (marks) throw new RangeError('too many words to look for digits as well');
  const scan = createScan();
  return {
    scan({ codes, length }) {
      restart(scan);
      let state = 0;
      for (let index = 0; index < length; index++) {
        const unit = classes[codes[origin + index]!]!;
        state = nextState(trie, state, unit, classCount);
        if (state !== 0) emit(trie, state, index + 1, scan);
      }
      return scan;
    },
  };
}
