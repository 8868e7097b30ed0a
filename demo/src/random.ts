/** Chance that comes out the same each time. */
export interface Random {
  /** At least `from` and below `to`. */
  between(from: number, to: number): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** As many decimal digits. */
  digits(count: number): string;
  /** As many hexadecimal digits, the first of them a letter. */
  hex(count: number): string;
}

/** Mulberry32: small, and good enough for stories. */
export function createRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + next() * (to - from);
  const whole = (from: number, to: number) => Math.floor(between(from, to + 1));
  return {
    between,
    whole,
    chance: (probability) => next() < probability,
    pick: (items) => items[whole(0, items.length - 1)]!,
    hex: (count) =>
      `${'abcdef'[whole(0, 5)]}${Array.from({ length: count - 1 }, () => whole(0, 15).toString(16)).join('')}`,
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
  };
}
