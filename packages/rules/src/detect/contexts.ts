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
    const joined = word.includes(' ') ? [' ', '_', '-', ''].map((join) => word.replaceAll(' ', join)) : [word];
    return [...new Set(joined)].map((text) => ({ text, kind: kind as ContextKind, ambiguous }));
  }),
);

/** What the surroundings say about one place: the kinds named there, from 0 (not) to 1 (right beside it). */
export interface Nearby {
  strengthOf(kind: ContextKind): number;
  readonly kinds: readonly ContextKind[];
}

export interface Contexts {
  /** For a value at `start` to `end`. */
  near(start: number, end: number): Nearby;
}

const reach = 90;
const nothing: Nearby = { kinds: [], strengthOf: () => 0 };

/** Reads the context words of a text. `hits` are in the order of their ends. */
export function createContexts(
  text: string,
  hits: readonly { word: ContextWord; start: number; end: number }[],
  digitRuns: readonly number[],
): Contexts {
  const real = dropContained(hits.filter(({ word, start, end }) => standsAlone(text, word, start, end)));
  const ends = real.map(({ end }) => end);
  const headers = createTableHeaders(text);

  function before(start: number, nearby: Map<ContextKind, number>): void {
    let rank = 0;
    let edge = start;
    for (let index = countUpTo(ends, start) - 1; index >= 0 && rank < 4; index--) {
      const hit = real[index];
      if (!hit || start - hit.end > reach) break;
      const gap = text.slice(hit.end, start);
      if (gap.includes('\n\n') || /[.!?] [A-Z][a-z]+ /.test(gap)) break;
      if (edge - hit.end > 3) rank += 1;
      edge = Math.min(edge, hit.start);
      const distance = hasBetween(digitRuns, hit.end, start)
        ? 0.5
        : gap.length <= 45 && !/\n\s*\S+/.test(gap)
          ? 1
          : 0.6;
      const strength = distance * (rank <= 1 ? 1 : rank === 2 ? 0.8 : 0.6);
      if ((nearby.get(hit.word.kind) ?? 0) < strength) nearby.set(hit.word.kind, strength);
    }
  }

  function after(end: number, nearby: Map<ContextKind, number>): void {
    for (let index = countUpTo(ends, end); index < real.length; index++) {
      const hit = real[index];
      if (!hit || hit.start > end + 25) break;
      if (hit.start < end) continue;
      const gap = text.slice(end, hit.start);
      // A word with its own value behind it speaks of that one.
      if (
        /[\n|;]|\d|\. |", ?"|, /.test(gap) ||
        /^\W{0,3}[:=#]|^\W{0,4}\d|^ (?:no\.?|number|is|id)\b/i.test(text.slice(hit.end, hit.end + 8))
      )
        continue;
      if ((nearby.get(hit.word.kind) ?? 0) < 0.7) nearby.set(hit.word.kind, 0.7);
    }
  }

  function above(start: number, nearby: Map<ContextKind, number>): void {
    const header = headers.above(start);
    if (!header) return;
    for (let index = countUpTo(ends, header.start); index < real.length; index++) {
      const hit = real[index];
      if (!hit || hit.end > header.end) break;
      if (hit.start >= header.start && hit.word.kind !== 'NEUTRAL') nearby.set(hit.word.kind, 0.95);
    }
  }

  return {
    near(start, end) {
      if (real.length === 0) return nothing;
      const nearby = new Map<ContextKind, number>();
      before(start, nearby);
      after(end, nearby);
      if (![...nearby.values()].includes(1)) above(start, nearby);
      if (nearby.size === 0) return nothing;
      return { kinds: [...nearby.keys()], strengthOf: (kind) => nearby.get(kind) ?? 0 };
    },
  };
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
