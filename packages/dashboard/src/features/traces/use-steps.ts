import { useCallback, useMemo } from 'react';

import { markersOf } from './span-marker.ts';
import type { SpanNode } from './trace-tree.ts';

export interface Steps {
  /** All spans, in the order in which they began. */
  byTime: readonly SpanNode[];
  /** Of the selected span among them; -1 when there is none. */
  place: number;
  /** To a place; one that lies outside is taken for the nearest. */
  go: (place: number) => void;
  /** To the next or the one before of the spans that are marked. */
  goToMark: (direction: 1 | -1) => void;
}

/** A trace as the steps of a replay. */
export function useSteps(
  rows: readonly SpanNode[],
  { selected, onSelect }: { selected: string | undefined; onSelect: (id: string) => void },
): Steps {
  const byTime = useMemo(
    () => rows.toSorted((a, b) => a.startMs - b.startMs || a.log.sequence - b.log.sequence),
    [rows],
  );
  const placeOf = useMemo(() => new Map(byTime.map(({ log }, place) => [log.id, place])), [byTime]);
  const place = selected === undefined ? -1 : (placeOf.get(selected) ?? -1);
  const go = useCallback(
    (next: number) => {
      const row = byTime[Math.max(0, Math.min(byTime.length - 1, next))];
      if (row !== undefined) onSelect(row.log.id);
    },
    [byTime, onSelect],
  );
  const goToMark = useCallback(
    (direction: 1 | -1) => {
      for (let at = place + direction; at >= 0 && at < byTime.length; at += direction) {
        if (markersOf(byTime[at]!.log).length > 0) return go(at);
      }
    },
    [byTime, place, go],
  );
  return { byTime, place, go, goToMark };
}
