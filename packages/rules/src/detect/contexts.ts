import type { Scan } from '../text/scan.ts';
import { countUpTo } from '../text/positions.ts';
import { broadMark, byHeader, kindNumbers, Nearby } from './context-list.ts';
import type { ContextHits } from './context-hits.ts';
import {
  behindKey,
  hasValue,
  isBracketed,
  isClosingTag,
  isElsewhere,
  isRightBefore,
  labelEnd,
  lastFullLineEnd,
  longestGap,
} from './gaps.ts';
import { createTableHeaders, type Header, type TableHeaders } from './table-headers.ts';

/** Says what the words around a place make of it. */
export interface Contexts {
  /** For a value at `start` to `end`. Valid until the next question. */
  near(start: number, end: number): Nearby;
  /** Whether there is any word in the text that speaks for one of these kinds, by number. */
  mentions(kinds: readonly number[]): boolean;
}

/** What a text offers to say so. */
export interface Surroundings {
  text: string;
  codes: Uint16Array;
  scan: Scan;
  /** Read when first needed. */
  readHits: () => ContextHits;
}

/** Characters before a value in which a word still speaks for it, and behind it. */
const reach = 90;
const reachAfter = 25;
/** A label ends so soon behind its word: `Passport No.` */
const longestRest = 12;
const { NEUTRAL } = kindNumbers;

const nothing = new Nearby();
const base = new Nearby();
const whole = new Nearby();
/** By number of the kind. */
const kindsMentioned = new Uint8Array(broadMark);

export function createContexts({ text, codes, scan, readHits }: Surroundings): Contexts {
  let known: ContextHits | null = null;
  let mentioned: Uint8Array | null = null;
  let headers: TableHeaders | null = null;
  // One place is asked about many times in a row.
  let knownStart = -1;
  let knownEnd = -1;
  let nearby = nothing;

  /** `from`: what stands before is another row of the table. */
  function before(hits: ContextHits, start: number, from: number): void {
    base.clear();
    const { ends, starts, kinds } = hits;
    const last = countUpTo(ends, start, hits.count) - 1;
    if (last < 0 || start - ends[last]! > reach) return;
    const paragraph = lastUpTo(scan.breaks, start, scan.breakCount);
    if (ends[last]! <= paragraph) return;
    let rank = 0;
    let edge = start;
    const lastDigits = lastUpTo(scan.digitRuns, start - 1, scan.runs);
    const at = behindKey(text, codes, start);
    const lineEnd = lastFullLineEnd(codes, at);
    const label = labelEnd(codes, at);
    for (let index = last; index >= 0 && rank < 4; index--) {
      const hitEnd = ends[index]!;
      const hitStart = starts[index]!;
      if (start - hitEnd > reach || hitStart < from || hitEnd <= paragraph) break;
      if (edge - hitEnd > 3) rank += 1;
      if (hitStart < edge) edge = hitStart;
      if (isClosingTag(codes, hitStart, hitEnd)) continue;
      const kind = kinds[index]!;
      if (kind >= broadMark) {
        if (start - hitEnd < 24 && isRightBefore(text, codes, hitEnd, at)) base.raise(kind - broadMark, 1);
        continue;
      }
      // Other digits stand between, or a line that goes on.
      const isNear = start - hitEnd <= longestGap && lineEnd < hitEnd && label - hitEnd <= longestRest;
      const distance = lastDigits >= hitEnd ? 0.5 : isNear ? 1 : 0.6;
      base.raise(kind, distance * (rank <= 1 ? 1 : rank === 2 ? 0.8 : 0.6));
    }
  }

  /** Adds to `base` what stands behind the value. */
  function after(hits: ContextHits, end: number): Nearby {
    let all = base;
    const { ends, starts, kinds } = hits;
    for (let index = countUpTo(ends, end, hits.count); index < hits.count; index++) {
      const hitStart = starts[index]!;
      if (hitStart > end + reachAfter) break;
      const kind = kinds[index]!;
      if (hitStart < end || kind >= broadMark || isElsewhere(codes, end, hitStart)) continue;
      const bracketed = isBracketed(codes, end, hitStart);
      // A word with its own value behind it speaks of that one.
      if (!bracketed && hasValue(codes, ends[index]!)) continue;
      if (all === base) {
        whole.copy(base);
        all = whole;
      }
      whole.raise(kind, bracketed ? byHeader : 0.7);
    }
    return all;
  }

  return {
    mentions(kinds) {
      mentioned ??= kindsIn((known ??= readHits()));
      for (const kind of kinds) if (mentioned[kind] === 1) return true;
      return false;
    },
    near(start, end) {
      const hits = (known ??= readHits());
      if (hits.count === 0) return nothing;
      if (start !== knownStart) {
        headers ??= createTableHeaders(text, codes);
        const header = headers.above(start);
        before(hits, start, header?.rowStart ?? 0);
        if (header && base.strongest < 1) above(hits, header);
        knownStart = start;
        knownEnd = -1;
      }
      if (end !== knownEnd) {
        nearby = after(hits, end);
        knownEnd = end;
      }
      return nearby;
    },
  };
}

/** Valid until the next text. */
function kindsIn({ kinds, count }: ContextHits): Uint8Array {
  kindsMentioned.fill(0);
  for (let index = 0; index < count; index++) kindsMentioned[kinds[index]! & ~broadMark] = 1;
  return kindsMentioned;
}

/** The last of the first `count` ascending values that is at most `limit`, or -1. */
function lastUpTo(values: Int32Array, limit: number, count: number): number {
  const known = countUpTo(values, limit, count);
  return known === 0 ? -1 : values[known - 1]!;
}

/** Adds to `base` what the header of a column says. */
function above(hits: ContextHits, header: Header): void {
  for (let index = countUpTo(hits.ends, header.start, hits.count); index < hits.count; index++) {
    if (hits.ends[index]! > header.end) break;
    const kind = hits.kinds[index]! & ~broadMark;
    if (hits.starts[index]! >= header.start && kind !== NEUTRAL) base.raise(kind, byHeader);
  }
}
