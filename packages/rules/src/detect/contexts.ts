import { countUpTo, hasBetween } from '../text/positions.ts';
import { type ContextKind, contextWords } from './context-words.ts';
import { createTableHeaders } from './table-headers.ts';

/** A word that says what a value beside it is. */
export interface ContextWord {
  text: string;
  kind: ContextKind;
  /** Counts only in capitals or as the name of a field. */
  ambiguous: boolean;
}

export const contextList: readonly ContextWord[] = Object.entries(contextWords).flatMap(([kind, words]) =>
  words.flatMap((written) => {
    const ambiguous = written.endsWith('!');
    const word = ambiguous ? written.slice(0, -1) : written;
    const joined = word.includes(' ') ? [word, word.replaceAll(' ', '')] : [word];
    return [...new Set(joined)].map((text) => ({ text, kind: kind as ContextKind, ambiguous }));
  }),
);

/** What the surroundings say about one place: the kinds named there, from 0 (not) to 1 (right beside it). */
export interface Nearby {
  strengthOf(kind: ContextKind): number;
  readonly kinds: readonly ContextKind[];
}

export interface ContextHit {
  word: ContextWord;
  start: number;
  end: number;
}

export interface Contexts {
  /** Whether the text has a word of this kind at all. */
  mentions(kind: ContextKind): boolean;
  /** For a value at `start` to `end`. */
  near(start: number, end: number): Nearby;
}

/** Characters before a value in which a word still speaks for it, and behind it. */
const reach = 90;
const reachAfter = 25;
/** What may stand between a word such as `order` and its number. */
const rightBefore = /^[\s:#=.,'"/(-]{0,4}(?:(?:no|id|number|nr|code|is|v)\b[\s.:#=-]{0,4})?$/i;
/** What a word does not reach over: an empty line, the end of a sentence. */
const sectionBreak = /\n\n|(?<=[a-z]{2})[.!?] (?=[A-Z][a-z]+ )/g;
const ownValueBehind = /^\W{0,3}[:=#]|^\W{0,4}\d|^ (?:no\.?|number|is|id)\b/i;
const otherPlace = /[\n|;]|\d|\. |", ?"|, /;

/** A few kinds with their strengths; so few that a list is the fastest map. */
class Kinds implements Nearby {
  readonly kinds: ContextKind[] = [];
  private readonly strengths: number[] = [];

  strengthOf(kind: ContextKind): number {
    const index = this.kinds.indexOf(kind);
    return index === -1 ? 0 : (this.strengths[index] ?? 0);
  }

  raise(kind: ContextKind, strength: number): void {
    const index = this.kinds.indexOf(kind);
    if (index === -1) {
      this.kinds.push(kind);
      this.strengths.push(strength);
    } else if ((this.strengths[index] ?? 0) < strength) this.strengths[index] = strength;
  }

  get strongest(): number {
    return this.strengths.length === 0 ? 0 : Math.max(...this.strengths);
  }

  copy(): Kinds {
    const copy = new Kinds();
    this.kinds.forEach((kind) => copy.raise(kind, this.strengthOf(kind)));
    return copy;
  }
}

const nothing = new Kinds();

/** Reads the context words of a text. `hits` are in the order of their ends. */
export function createContexts(text: string, hits: readonly ContextHit[], digitRuns: readonly number[]): Contexts {
  if (hits.length === 0) return { near: () => nothing, mentions: () => false };
  let real: readonly ContextHit[] | null = null;
  let ends: readonly number[] = [];
  let breaks: readonly number[] = [];
  const headers = createTableHeaders(text);
  // One place is asked about many times in a row.
  let knownStart = -1;
  let known: Kinds = nothing;

  function prepare(): readonly ContextHit[] {
    real = dropContained(hits.filter(({ word, start, end }) => standsAlone(text, word, start, end)));
    ends = real.map(({ end }) => end);
    breaks = Array.from(text.matchAll(sectionBreak), ({ index }) => index + 1);
    return real;
  }

  /** `from`: what stands before is another row of the table. */
  function before(words: readonly ContextHit[], start: number, from: number): Kinds {
    let found = nothing;
    const paragraph = breaks[countUpTo(breaks, start) - 1] ?? -1;
    let rank = 0;
    let edge = start;
    for (let index = countUpTo(ends, start) - 1; index >= 0 && rank < 4; index--) {
      const hit = words[index];
      if (!hit || start - hit.end > reach || hit.start < from) break;
      const { kind } = hit.word;
      if (hit.end <= paragraph) break;
      if (edge - hit.end > 3) rank += 1;
      edge = Math.min(edge, hit.start);
      if (found === nothing) found = new Kinds();
      if (kind === 'NEUTRAL') {
        if (start - hit.end < 16 && rightBefore.test(text.slice(hit.end, start))) found.raise(kind, 1);
        continue;
      }
      found.raise(kind, distance(hit.end, start) * (rank <= 1 ? 1 : rank === 2 ? 0.8 : 0.6));
    }
    return found;
  }

  function distance(from: number, to: number): number {
    if (hasBetween(digitRuns, from, to)) return 0.5;
    return to - from <= 45 && !goesOnBehindLine(text, from, to) ? 1 : 0.6;
  }

  function after(words: readonly ContextHit[], end: number, found: Kinds): Kinds {
    let added = found;
    for (let index = countUpTo(ends, end); index < words.length; index++) {
      const hit = words[index];
      if (!hit || hit.start > end + reachAfter) break;
      if (hit.start < end || hit.word.kind === 'NEUTRAL') continue;
      // A word with its own value behind it speaks of that one.
      if (otherPlace.test(text.slice(end, hit.start)) || ownValueBehind.test(text.slice(hit.end, hit.end + 8)))
        continue;
      if (added === found) added = found.copy();
      added.raise(hit.word.kind, 0.7);
    }
    return added;
  }

  function above(words: readonly ContextHit[], header: { start: number; end: number }, found: Kinds): Kinds {
    let added = found;
    for (let index = countUpTo(ends, header.start); index < words.length; index++) {
      const hit = words[index];
      if (!hit || hit.end > header.end) break;
      if (hit.start < header.start || hit.word.kind === 'NEUTRAL') continue;
      if (added === found) added = found.copy();
      added.raise(hit.word.kind, 0.97);
    }
    return added;
  }

  const mentioned = new Set(hits.map(({ word }) => word.kind));

  return {
    mentions: (kind) => mentioned.has(kind),
    near(start, end) {
      const words = real ?? prepare();
      if (words.length === 0) return nothing;
      if (start !== knownStart) {
        const header = headers.above(start);
        known = before(words, start, header?.rowStart ?? 0);
        if (header && known.strongest < 1) known = above(words, header, known);
        knownStart = start;
      }
      return after(words, end, known);
    },
  };
}

/** Whether anything but space stands behind a line end. */
function goesOnBehindLine(text: string, from: number, to: number): boolean {
  let line = false;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 10) line = true;
    else if (line && code > 32) return true;
  }
  return false;
}

/** `social` inside `social insurance number` says nothing of its own. */
function dropContained<Hit extends { start: number; end: number }>(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits) {
    while (kept.length > 0 && contains(hit, kept.at(-1))) kept.pop();
    if (!contains(kept.at(-1), hit)) kept.push(hit);
  }
  return kept;
}

function contains(
  outer: { start: number; end: number } | undefined,
  inner: { start: number; end: number } | undefined,
): boolean {
  if (!outer || !inner || outer.start > inner.start || outer.end < inner.end) return false;
  return outer.end - outer.start > inner.end - inner.start;
}

const lower = (code: number) => code >= 97 && code <= 122;
const upper = (code: number) => code >= 65 && code <= 90;
const letter = (code: number) => lower(code) || upper(code) || (code >= 0xc0 && code < 0x2_50);

/** Not a part of another word: `ssn` in `patientSsn` and `ssn_last`, not in `classname`. */
function standsAlone(text: string, { text: word, ambiguous }: ContextWord, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  const last = text.charCodeAt(end - 1);
  const before = text.charCodeAt(start - 1);
  const behind = text.charCodeAt(end);
  if (letter(before) && letter(first) && !(lower(before) && upper(first)) && word.length < 9) return false;
  const plural = (behind | 32) === 115 && !letter(text.charCodeAt(end + 1));
  if (letter(behind) && letter(last) && !plural && !(lower(last) && upper(behind)) && word.length < 7) return false;
  if (!ambiguous || (upper(first) && upper(last))) return true;
  return /^["']?\s{0,2}[:=#]/.test(text.slice(end, end + 5)) || before === 34 || before === 95 || behind === 95;
}
