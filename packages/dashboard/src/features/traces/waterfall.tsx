import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';

import type { CriticalPath } from './critical-path.ts';
import { TimeAxis } from './time-axis.tsx';
import type { SpanNode } from './trace-tree.ts';
import { columns, rowPx, WaterfallRow } from './waterfall-row.tsx';

const pageRows = 20;

interface WaterfallProps {
  rows: readonly SpanNode[];
  totalMs: number;
  nameOf: (row: SpanNode) => string;
  selected: string | undefined;
  /** The instant that the replay has come to; what starts later is faint. */
  reachedMs: number | undefined;
  matches: ReadonlySet<string> | undefined;
  critical: CriticalPath | undefined;
  folded: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onFold: (id: string) => void;
}

/** The tree, and beside each log when it ran. Draws the rows in sight alone. */
export function Waterfall({ rows, totalMs, selected, onSelect, onFold, ...rest }: WaterfallProps) {
  const { nameOf, reachedMs, matches, critical, folded } = rest;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const placeOf = useMemo(() => new Map(rows.map(({ log }, place) => [log.id, place])), [rows]);
  const selectedPlace = selected === undefined ? -1 : (placeOf.get(selected) ?? -1);
  useEffect(() => {
    if (selectedPlace >= 0) bringIntoView(scroller.current, selectedPlace * rowPx);
  }, [selectedPlace]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[selectedPlace];
    const isFolded = row !== undefined && folded.has(row.log.id);
    const target = targetOf(event.key, { place: selectedPlace, last: rows.length - 1 });
    if (target !== undefined) onSelect(rows[target]!.log.id);
    else if (row === undefined) return;
    else if (event.key === 'ArrowRight' && isFolded) onFold(row.log.id);
    else if (event.key === 'ArrowLeft' && row.descendants > 0 && !isFolded) onFold(row.log.id);
    else if (event.key === 'ArrowLeft' && placeOf.has(row.log.parentSpanId ?? '')) onSelect(row.log.parentSpanId!);
    else return;
    event.preventDefault();
  };

  return (
    <div className="border-line bg-surface flex min-h-64 min-w-0 flex-1 flex-col overflow-hidden rounded-lg border">
      <div aria-hidden className={`${columns} border-line text-muted h-8 shrink-0 border-b text-xs`}>
        <span className="pl-3">Span</span>
        <TimeAxis totalMs={totalMs} reachedMs={reachedMs} />
        <span className="pr-3 text-right">Took</span>
      </div>
      <div
        ref={scroller}
        role="tree"
        aria-label="Spans"
        tabIndex={0}
        onKeyDown={onKeyDown}
        aria-activedescendant={selectedPlace < 0 ? undefined : `span-${selected}`}
        className="min-h-0 flex-1 overflow-auto -outline-offset-2"
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const { id } = row.log;
            return (
              <WaterfallRow
                // Rows that leave lend their elements to those that come.
                key={index % items.length}
                row={row}
                name={nameOf(row)}
                totalMs={totalMs}
                topPx={start}
                isSelected={id === selected}
                isFolded={folded.has(id)}
                isFaint={
                  (matches !== undefined && !matches.has(id)) || (reachedMs !== undefined && row.startMs > reachedMs)
                }
                stretches={critical?.stretches.get(id)}
                onSelect={onSelect}
                onFold={onFold}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Rows are of one height, so that nothing has to be measured for it. */
function bringIntoView(scroller: HTMLElement | null, topPx: number): void {
  if (scroller === null) return;
  const { scrollTop, clientHeight } = scroller;
  if (topPx < scrollTop) scroller.scrollTop = topPx - 2 * rowPx;
  else if (topPx + rowPx > scrollTop + clientHeight) scroller.scrollTop = topPx - clientHeight + 3 * rowPx;
}

/** The row that a key leads to. */
function targetOf(key: string, { place, last }: { place: number; last: number }): number | undefined {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows };
  const step = steps[key];
  if (last < 0) return undefined;
  if (step !== undefined) return Math.max(0, Math.min(last, place + step));
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}
