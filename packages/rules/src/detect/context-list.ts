import { type ContextKind, contextWords } from './context-words.ts';

/** A word that says what a value beside it is. */
export interface ContextWord {
  text: string;
  kind: ContextKind;
  /** Counts only in capitals or as the name of a field. */
  ambiguous: boolean;
  /** Counts only right before its value, or as the header over it. */
  broad: boolean;
}

export const contextList: readonly ContextWord[] = Object.entries(contextWords).flatMap(([kind, words]) =>
  words.flatMap((written) => {
    const ambiguous = written.endsWith('!');
    const broad = written.endsWith('<') || kind === 'NEUTRAL';
    const word = /[!<]$/.test(written) ? written.slice(0, -1) : written;
    const joined = word.includes(' ') ? [word, word.replaceAll(' ', '')] : [word];
    return [...new Set(joined)].map((text) => ({ text, kind: kind as ContextKind, ambiguous, broad }));
  }),
);

/** Kinds by number, which makes a table of them a plain array. */
export const kindNumbers = Object.fromEntries(
  Object.keys(contextWords).map((kind, index) => [kind, index]),
) as Readonly<Record<ContextKind, number>>;
/** How strongly the header over a value says what it is. */
export const byHeader = 0.97;
/** Added to the kind of a broad word. */
export const broadMark = 0x80;
const kindCount = Object.keys(contextWords).length;

const { NEUTRAL } = kindNumbers;

/** What the surroundings say about one place: the kinds named there, from 0 (not) to 1 (right beside it). */
export class Nearby {
  /** Of kinds named, by number. */
  private readonly strengths = new Float64Array(kindCount);
  private readonly named = new Uint8Array(kindCount);
  /** How many kinds are named. */
  count = 0;

  strengthOf(kind: number): number {
    return this.strengths[kind]!;
  }

  get isNeutral(): boolean {
    return this.strengths[NEUTRAL] === 1;
  }

  get strongest(): number {
    let most = 0;
    for (let index = 0; index < this.count; index++) most = Math.max(most, this.strengths[this.named[index]!]!);
    return most;
  }

  raise(kind: number, strength: number): void {
    if (this.strengths[kind] === 0) {
      this.named[this.count] = kind;
      this.count += 1;
    }
    if (this.strengths[kind]! < strength) this.strengths[kind] = strength;
  }

  clear(): void {
    for (let index = 0; index < this.count; index++) this.strengths[this.named[index]!] = 0;
    this.count = 0;
  }

  copy(other: Nearby): void {
    this.clear();
    for (let index = 0; index < other.count; index++) {
      const kind = other.named[index]!;
      this.raise(kind, other.strengths[kind]!);
    }
  }
}
