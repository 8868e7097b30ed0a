import { grown } from './growing.ts';
import { classBits, createScan, mark, note, restart, type Scan } from './scan.ts';
import { buildTrie, classify, type Trie } from './trie.ts';
import { origin, type Units } from './units.ts';

/** Finds all of many words in one pass, any case. */
export interface Automaton {
  scan(units: Units, options?: ScanOptions): Scan;
  /** The same, while `other` scans too: what that one found is in `other.found()`. */
  scanBeside(units: Units, other: Automaton, options?: ScanOptions): Scan;
  /** The last scan. */
  found(): Scan;
  /** Where transitions are dense. */
  machine: Machine | null;
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

/** A trie with every transition worked out. */
interface Machine {
  trie: Trie;
  classes: Uint16Array;
  classCount: number;
  shift: number;
  /** How many classes a row has. */
  width: number;
  /** By state and class the next state, shifted by one: the lowest bit says that it has something to tell. */
  table: Uint16Array;
  scan: Scan;
}

function dense(trie: Trie, classes: Uint16Array, classCount: number, shift: number): Automaton {
  const { count, children, fails } = trie;
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
  for (let cell = 0; cell < table.length; cell++) table[cell] = toCell(trie, table[cell]!);
  const machine: Machine = { trie, classes, classCount, shift, width, table, scan: createScan() };
  return {
    machine,
    found: () => machine.scan,
    scan: (units, { stopAtDisguise = false } = {}) => run(machine, units, stopAtDisguise),
    scanBeside(units, other, { stopAtDisguise = false } = {}) {
      if (other.machine) return runBoth(machine, other.machine, units, stopAtDisguise);
      const scan = run(machine, units, stopAtDisguise);
      if (!scan.stopped) other.scan(units);
      return scan;
    },
  };
}

const toCell = ({ outputs, outputLinks }: Trie, state: number) =>
  (state << 1) | (outputs[state] !== -1 || outputLinks[state] !== 0 ? 1 : 0);

function run(machine: Machine, { codes, length }: Units, stopAtDisguise: boolean): Scan {
  const { trie, classes, shift, width, table, scan } = machine;
  restart(scan);
  const end = origin + length;
  let cell = 0;
  for (let place = origin; place < end; place++) {
    const unit = classes[codes[place]!]!;
    const column = unit & classBits;
    cell = column < width ? table[((cell >> 1) << shift) | column]! : rareCell(machine, cell, column);
    if ((cell & 1) === 1) emit(trie, cell >> 1, place + 1 - origin, scan);
    if (unit > classBits && note(scan, unit, codes, place, stopAtDisguise)) {
      scan.stopped = true;
      break;
    }
  }
  return scan;
}

/** As `run` for both: each waits for its own table, so two at once take little longer than one. */
function runBoth(machine: Machine, other: Machine, { codes, length }: Units, stopAtDisguise: boolean): Scan {
  const { trie, classes, shift, width, table, scan } = machine;
  const { classes: otherClasses, shift: otherShift, width: otherWidth, table: otherTable } = other;
  restart(scan);
  restart(other.scan);
  const end = origin + length;
  let cell = 0;
  let otherCell = 0;
  for (let place = origin; place < end; place++) {
    const code = codes[place]!;
    const unit = classes[code]!;
    const column = unit & classBits;
    const otherColumn = otherClasses[code]! & classBits;
    cell = column < width ? table[((cell >> 1) << shift) | column]! : rareCell(machine, cell, column);
    otherCell =
      otherColumn < otherWidth
        ? otherTable[((otherCell >> 1) << otherShift) | otherColumn]!
        : rareCell(other, otherCell, otherColumn);
    if ((cell & 1) === 1) emit(trie, cell >> 1, place + 1 - origin, scan);
    if ((otherCell & 1) === 1) emit(other.trie, otherCell >> 1, place + 1 - origin, other.scan);
    if (unit > classBits && note(scan, unit, codes, place, stopAtDisguise)) {
      scan.stopped = true;
      break;
    }
  }
  return scan;
}

/** Of a class that the rows leave out. */
function rareCell({ trie, classCount }: Machine, cell: number, column: number): number {
  return toCell(trie, nextState(trie, cell >> 1, column, classCount));
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
  const automaton: Automaton = {
    machine: null,
    found: () => scan,
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
    scanBeside(units, other) {
      other.scan(units);
      return automaton.scan(units);
    },
  };
  return automaton;
}
