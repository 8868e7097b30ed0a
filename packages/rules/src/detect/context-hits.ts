import type { Scan } from '../text/scan.ts';
import { grown } from '../text/growing.ts';
import { broadMark, contextList, kindNumbers } from './context-list.ts';
import { standsAlone } from './stands-alone.ts';

/** The context words of a text that stand alone and in no longer one, in the order of their ends. */
export interface ContextHits {
  count: number;
  /** By number; with `broadMark` where the word speaks only for what stands right behind or under it. */
  kinds: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
}

const lengths = Uint8Array.from(contextList, ({ text }) => text.length);
const kinds = Uint8Array.from(contextList, ({ kind, broad }) => kindNumbers[kind] | (broad ? broadMark : 0));
const ambiguous = contextList.map((word) => word.ambiguous);

const mostKept = 1 << 15;
const empty = () => new Int32Array(64);
let hits = createHits();

function createHits(): ContextHits {
  return { count: 0, kinds: empty(), starts: empty(), ends: empty() };
}

/** `isCounted` leaves out those inside placeholders. Valid until the next call. */
export function readContextHits(
  { words, ends, hits: count }: Scan,
  codes: Uint16Array,
  isCounted: ((end: number) => boolean) | null,
): ContextHits {
  if (hits.ends.length > mostKept) hits = createHits();
  hits.count = 0;
  for (let hit = 0; hit < count; hit++) {
    const word = words[hit]!;
    // The context words come first among the detectors' words.
    if (word >= lengths.length) continue;
    const end = ends[hit]!;
    const start = end - lengths[word]!;
    if (standsAlone(codes, ambiguous[word]!, start, end) && (isCounted === null || isCounted(end)))
      add(kinds[word]!, start, end);
  }
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
