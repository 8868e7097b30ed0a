import type { RE2JS } from 're2js';

/** A compiled pattern as a graph of instructions, by number. */
export interface Program {
  readonly count: number;
  readonly start: number;
  readonly does: readonly Deed[];
  /** Where an instruction goes on, and for a fork the second choice. */
  readonly out: readonly number[];
  readonly other: readonly number[];
  /** For an edge, what it asks of its place: bits as in `edgesBetween`. */
  readonly asks: readonly number[];
  /** The only character that an instruction reads, or `noRune`. */
  readonly only: readonly number[];
  /** Whether an instruction reads this character. */
  reads(instruction: number, rune: number): boolean;
}

type Deed = 'fork' | 'pass' | 'edge' | 'fail' | 'match' | 'read';

/** The instructions of re2js by its own numbers; others are of patterns that look behind. */
// prettier-ignore
const deeds: readonly (Deed | undefined)[] = [undefined, 'fork', 'fork', 'pass', 'edge', 'fail', 'match', 'pass', 'read', 'read', 'read', 'read'];

interface Instruction {
  op: number;
  out: number;
  arg: number;
  runes: ArrayLike<number>;
  matchRune(rune: number): boolean;
}

/** `null` of a pattern that is more than such a graph. */
export function programOf(pattern: RE2JS): Program | null {
  const { inst, start } = pattern.re2().prog as unknown as { inst: readonly Instruction[]; start: number };
  const does = inst.map(({ op }) => deeds[op]);
  if (!does.every((deed) => deed !== undefined)) return null;
  return {
    count: inst.length,
    start,
    does,
    out: inst.map(({ out }) => out),
    other: inst.map(({ arg }) => arg),
    asks: inst.map(({ arg }) => arg),
    // A single one stands for its other cases as well where `arg` says so.
    only: inst.map(({ runes, arg }) => (runes.length === 1 && arg === 0 ? runes[0]! : noRune)),
    reads: (instruction, rune) => inst[instruction]!.matchRune(rune),
  };
}

/** What stands beside a place, as far as edges ask for it. */
export const beside = { nothing: 0, newline: 1, word: 2, other: 3 } as const;
/** The end of the text, or its beginning, in place of a character. */
export const noRune = -1;

export function kindOf(rune: number): number {
  if (rune === noRune) return beside.nothing;
  if (rune === 10) return beside.newline;
  const isWord = (rune >= 97 && rune <= 122) || (rune >= 65 && rune <= 90) || (rune >= 48 && rune <= 57) || rune === 95;
  return isWord ? beside.word : beside.other;
}

/** Beginning and end of a line, of the text, a word's edge and no such: what holds between two kinds. */
export function edgesBetween(left: number, right: number): number {
  const begins = left === beside.nothing ? 1 | 4 : left === beside.newline ? 1 : 0;
  const ends = right === beside.nothing ? 2 | 8 : right === beside.newline ? 2 : 0;
  return begins | ends | ((left === beside.word) === (right === beside.word) ? 32 : 16);
}
