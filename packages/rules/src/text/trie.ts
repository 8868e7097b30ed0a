export interface Trie {
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

/** One class for each unit that occurs in a word, in either case, ASCII first; class 0 is every other. */
export function classify(words: readonly string[], alike: string) {
  const classes = new Uint16Array(65_536);
  let classCount = 1;
  const same = new Set(alike.slice(1));
  const units = [...new Set(words.flatMap(foldCase))];
  for (const each of [units.filter((unit) => unit < '\u0080'), units.filter((unit) => unit >= '\u0080')]) {
    for (const unit of each) {
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
export function buildTrie(words: readonly string[], classes: Uint16Array, classCount: number): Trie {
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
