/** Where words stand in a text. Parallel arrays, in the order of `ends`. */
interface WordHits {
  words: number[];
  ends: number[];
}

/** What one pass over a text finds. */
export interface Scan extends WordHits {
  /** Where each run of ASCII digits begins. */
  digitRuns: number[];
  /** Where each `@` stands. */
  ats: number[];
}

/** Finds all of many words in one pass, any case, by index into the list given. */
export interface Automaton {
  scan(text: string): Scan;
}

/** Above these the automaton keeps sparse transitions, which are slower: 8 MB of cells, and what 15 bits can name. */
const denseCells = 4_000_000;
const mostDenseStates = 32_768;
const zero = 48;
const nine = 57;
const at = 64;

export interface AutomatonOptions {
  /** Characters that are taken for the first of them. */
  alike?: string;
}

/** Aho and Corasick's automaton over case-folded UTF-16 units. */
export function createAutomaton(words: readonly string[], { alike = '' }: AutomatonOptions = {}): Automaton {
  const { classes, classCount } = classify([alike.slice(0, 1), ...words], alike);
  const trie = buildTrie(words, classes, classCount);
  return trie.count < mostDenseStates && trie.count * classCount <= denseCells
    ? dense(trie, classes, classCount)
    : sparse(trie, classes, classCount);
}

interface Trie {
  count: number;
  /** Keyed by state × classCount + class. */
  children: Map<number, number>;
  fails: Int32Array;
  /** The word that ends in a state, or -1; words that are written twice are chained in `same`. */
  outputs: Int32Array;
  same: Int32Array;
  /** The next state along the failure links that has an output, or 0. */
  outputLinks: Int32Array;
}

/** One class for each unit that occurs in a word, in either case; class 0 is every other. */
function classify(words: readonly string[], alike: string) {
  const classes = new Uint16Array(65_536);
  let classCount = 1;
  const same = new Set(alike.slice(1));
  for (const word of words) {
    for (const unit of foldCase(word)) {
      const code = unit.charCodeAt(0);
      if (same.has(unit)) continue;
      if (unit.length !== 1 || classes[code] !== 0) continue;
      classes[code] = classCount;
      const upper = unit.toUpperCase();
      // Not where the way back is another one: the dotless ı has the capital I.
      if (upper.toLowerCase() === unit) classes[upper.charCodeAt(0)] = classCount;
      classCount += 1;
    }
  }
  for (const unit of same) classes[unit.charCodeAt(0)] = classes[alike.charCodeAt(0)] ?? 0;
  return { classes, classCount };
}

/** Lower case, unit by unit, so that offsets stay. */
export function foldCase(text: string): string[] {
  return Array.from({ length: text.length }, (_, index) => {
    const lower = text.charAt(index).toLowerCase();
    return lower.length === 1 ? lower : text.charAt(index);
  });
}

/** Level by level, so that the states where most of a text is read lie close together in memory. */
function buildTrie(words: readonly string[], classes: Uint16Array, classCount: number): Trie {
  const folded = words.map((word) => foldCase(word).map((unit) => classes[unit.charCodeAt(0)] ?? 0));
  const children = new Map<number, number>();
  const keys = [0];
  const ends = new Int32Array(words.length);
  let growing = folded.map((_, word) => word);
  for (let depth = 0; growing.length > 0; depth++) {
    growing = growing.filter((word) => (folded[word]?.length ?? 0) > depth);
    for (const word of growing) {
      const key = (ends[word] ?? 0) * classCount + (folded[word]?.[depth] ?? 0);
      let next = children.get(key);
      if (next === undefined) {
        next = keys.push(key) - 1;
        children.set(key, next);
      }
      ends[word] = next;
    }
  }
  const count = keys.length;
  const outputs = new Int32Array(count).fill(-1);
  const same = new Int32Array(words.length).fill(-1);
  ends.forEach((state, word) => {
    same[word] = outputs[state] ?? -1;
    outputs[state] = word;
  });
  return { count, children, outputs, same, ...linkFailures(keys, children, classCount, outputs) };
}

/** `keys` are how each state is reached, parents first. */
function linkFailures(keys: readonly number[], children: Map<number, number>, classCount: number, outputs: Int32Array) {
  const fails = new Int32Array(keys.length);
  const outputLinks = new Int32Array(keys.length);
  for (let state = 1; state < keys.length; state++) {
    const key = keys[state] ?? 0;
    const parent = Math.floor(key / classCount);
    const unit = key % classCount;
    if (parent === 0) continue;
    let fail = fails[parent] ?? 0;
    while (fail !== 0 && !children.has(fail * classCount + unit)) fail = fails[fail] ?? 0;
    const failed = children.get(fail * classCount + unit) ?? 0;
    fails[state] = failed;
    outputLinks[state] = outputs[failed] === -1 ? (outputLinks[failed] ?? 0) : failed;
  }
  return { fails, outputLinks };
}

function emit(trie: Trie, state: number, end: number, scan: Scan): void {
  for (let each = state; each !== 0; each = trie.outputLinks[each] ?? 0) {
    for (let word = trie.outputs[each] ?? -1; word !== -1; word = trie.same[word] ?? -1) {
      scan.words.push(word);
      scan.ends.push(end);
    }
  }
}

function dense(trie: Trie, classes: Uint16Array, classCount: number): Automaton {
  const { count, children, fails, outputs, outputLinks } = trie;
  const table = new Uint16Array(count * classCount);
  // A failure state is nearer to the root, hence before: its row is complete when it is copied.
  for (let state = 0; state < count; state++) {
    const row = state * classCount;
    if (state !== 0) table.copyWithin(row, (fails[state] ?? 0) * classCount, ((fails[state] ?? 0) + 1) * classCount);
    for (let unit = 0; unit < classCount; unit++) {
      const next = children.get(row + unit);
      if (next !== undefined) table[row + unit] = next;
    }
  }
  // The lowest bit of a cell says that the state it leads to has something to tell.
  for (let cell = 0; cell < table.length; cell++) {
    const state = table[cell] ?? 0;
    table[cell] = (state << 1) | (outputs[state] !== -1 || outputLinks[state] !== 0 ? 1 : 0);
  }
  return {
    scan(text) {
      const scan: Scan = { words: [], ends: [], digitRuns: [], ats: [] };
      let state = 0;
      let inDigits = false;
      for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        const cell = table[state * classCount + (classes[code] as number)] as number;
        state = cell >> 1;
        if ((cell & 1) === 1) emit(trie, state, index + 1, scan);
        if (code <= nine && code >= zero) {
          if (!inDigits) scan.digitRuns.push(index);
          inDigits = true;
        } else {
          inDigits = false;
          if (code === at) scan.ats.push(index);
        }
      }
      return scan;
    },
  };
}

function sparse(trie: Trie, classes: Uint16Array, classCount: number): Automaton {
  return {
    scan(text) {
      const scan: Scan = { words: [], ends: [], digitRuns: [], ats: [] };
      let state = 0;
      let inDigits = false;
      for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        const unit = classes[code] ?? 0;
        let next = trie.children.get(state * classCount + unit);
        while (next === undefined && state !== 0) {
          state = trie.fails[state] ?? 0;
          next = trie.children.get(state * classCount + unit);
        }
        state = next ?? 0;
        if (state !== 0) emit(trie, state, index + 1, scan);
        const digit = code <= nine && code >= zero;
        if (digit && !inDigits) scan.digitRuns.push(index);
        inDigits = digit;
        if (code === at) scan.ats.push(index);
      }
      return scan;
    },
  };
}
