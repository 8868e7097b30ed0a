import type { Scan } from '../text/scan.ts';
import { contextList } from './context-list.ts';
import type { ContextKind } from './context-words.ts';
import { namedLabels } from './context-ids.ts';
import { detectorRoles } from './detector-words.ts';
import { isCell } from './stands-alone.ts';

/** The hits of a scan by what is to be done with them. Words that only name others are left where they are. */
export interface SortedHits {
  /** Hits at which something may begin. */
  starts: readonly number[];
  /** Where placeholders such as `[EMAIL]` end. */
  placeholders: readonly number[];
  /** Which kinds of context words stand in the text, of those that are asked for: see `mentionsIn`. */
  mentions: number;
}

/** A bit for each kind whose absence makes work unnecessary. */
export const mentionsIn = { DATE_OF_BIRTH: 1, PHONE: 2, SWIFT_BIC: 4, named: 8, PASSWORD: 16, KEY: 16 } as const;

const named = new Set<ContextKind>(namedLabels);
const bitOf = (kind: ContextKind) =>
  kind in mentionsIn ? mentionsIn[kind as 'PHONE'] : named.has(kind) ? mentionsIn.named : 0;

const placeholder = 0x40;
const start = 0x80;
/** By word, those of `injectionStarts` left out. */
const uses = Uint8Array.from(detectorRoles, ({ does }, word) =>
  does === 'context' ? bitOf(contextList[word]!.kind) : does === 'placeholder' ? placeholder : start,
);
const nothing: readonly number[] = [];

export function sortHits({ words, ends, hits }: Scan): SortedHits {
  let mentions = 0;
  let starts: number[] | null = null;
  let placeholders: number[] | null = null;
  for (let hit = 0; hit < hits; hit++) {
    const use = uses[words[hit]!] ?? 0;
    if (use < placeholder) mentions |= use;
    else if (use === start) (starts ??= []).push(hit);
    else (placeholders ??= []).push(ends[hit]!);
  }
  return { starts: starts ?? nothing, placeholders: placeholders ?? nothing, mentions };
}

/** Whether a name of passwords or keys stands where the head of a column can. */
export function headsColumn({ words, ends, hits }: Scan, codes: Uint16Array): boolean {
  for (let hit = 0; hit < hits; hit++) {
    const word = words[hit]!;
    if ((uses[word] ?? 0) === mentionsIn.KEY && isCell(codes, ends[hit]! - contextList[word]!.text.length, ends[hit]!))
      return true;
  }
  return false;
}
