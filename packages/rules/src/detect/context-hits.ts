import type { Scan } from '../text/automaton.ts';
import { isCapital, isSmall } from '../text/characters.ts';
import { grown } from '../text/growing.ts';
import { origin } from '../text/units.ts';
import { contextList, kindNumbers } from './context-list.ts';
import { standsAlone } from './contexts.ts';

/** The context words of a text that stand alone and in no longer one, in the order of their ends. */
export interface ContextHits {
  count: number;
  /** By number. */
  kinds: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  /** Places that no word reaches over: empty lines and ends of sentences. */
  breaks: Int32Array;
  breakCount: number;
}

const lengths = Uint8Array.from(contextList, ({ text }) => text.length);
const kinds = Uint8Array.from(contextList, ({ kind }) => kindNumbers[kind]);
const ambiguous = contextList.map((word) => word.ambiguous);

const mostKept = 1 << 15;
const empty = () => new Int32Array(64);
let hits = createHits();

function createHits(): ContextHits {
  return { count: 0, kinds: empty(), starts: empty(), ends: empty(), breaks: empty(), breakCount: 0 };
}

/** `isCounted` leaves out those inside placeholders. Valid until the next call. */
export function readContextHits(
  { words, ends, hits: count }: Scan,
  { codes, length }: { codes: Uint16Array; length: number },
  isCounted: ((end: number) => boolean) | null,
): ContextHits {
  if (hits.ends.length > mostKept || hits.breaks.length > mostKept) hits = createHits();
  hits.count = 0;
  hits.breakCount = 0;
  for (let hit = 0; hit < count; hit++) {
    const word = words[hit]!;
    // The context words come first among the detectors' words.
    if (word >= lengths.length) continue;
    const end = ends[hit]!;
    const start = end - lengths[word]!;
    if (standsAlone(codes, ambiguous[word]!, start, end) && (isCounted === null || isCounted(end)))
      add(kinds[word]!, start, end);
  }
  if (hits.count > 0) readBreaks(codes, length);
  return hits;
}

/** `social` inside `social insurance number` says nothing of its own. */
function add(kind: number, start: number, end: number): void {
  while (hits.count > 0 && contains(start, end, hits.starts[hits.count - 1]!, hits.ends[hits.count - 1]!))
    hits.count -= 1;
  const last = hits.count - 1;
  if (last >= 0 && contains(hits.starts[last]!, hits.ends[last]!, start, end)) return;
  if (hits.count === hits.ends.length) {
    hits.kinds = grown(hits.kinds);
    hits.starts = grown(hits.starts);
    hits.ends = grown(hits.ends);
  }
  hits.kinds[hits.count] = kind;
  hits.starts[hits.count] = start;
  hits.ends[hits.count] = end;
  hits.count += 1;
}

function contains(outerStart: number, outerEnd: number, start: number, end: number): boolean {
  return outerStart <= start && outerEnd >= end && outerEnd - outerStart > end - start;
}

/** `\n\n|(?<=[a-z]{2})[.!?] (?=[A-Z][a-z]+ )` */
function readBreaks(codes: Uint16Array, length: number): void {
  for (let place = origin; place < origin + length; place++) {
    const code = codes[place]!;
    if (code === 10) {
      if (codes[place + 1] !== 10) continue;
      addBreak(place + 1 - origin);
      place += 1;
    } else if ((code === 46 || code === 33 || code === 63) && endsSentence(codes, place)) addBreak(place + 1 - origin);
  }
}

function addBreak(place: number): void {
  if (hits.breakCount === hits.breaks.length) hits.breaks = grown(hits.breaks);
  hits.breaks[hits.breakCount] = place;
  hits.breakCount += 1;
}

function endsSentence(codes: Uint16Array, place: number): boolean {
  if (codes[place + 1] !== 32 || !isCapital(codes[place + 2]!) || !isSmall(codes[place + 3]!)) return false;
  if (!isSmall(codes[place - 1]!) || !isSmall(codes[place - 2]!)) return false;
  let end = place + 4;
  while (isSmall(codes[end]!)) end += 1;
  return codes[end] === 32;
}
