import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';

import { MarkerIcon } from './marker-icon.tsx';
import { layoutSpans, rowsInWindow, shownLine } from './span-layout.ts';
import { markersOf } from './span-marker.ts';
import { nameOf } from './span-name.ts';
import type { TraceShow } from './tree-view.tsx';
import { useViewport } from './use-viewport.ts';

const columnPx = 210;
const linePx = 36;
const nodePx = { width: 174, height: 28 };
const padPx = 16;
const trunkPx = 14;

/** Every span as a node, those it started to its right. Draws what is in sight alone, of any number. */
export function SpanGraphView({ rows, logOf, selected, reachedMs, matches, onSelect }: TraceShow) {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useViewport(scroller);
  const layout = useMemo(() => layoutSpans(rows), [rows]);
  const placeOf = useMemo(() => new Map(rows.map(({ log }, place) => [log.id, place])), [rows]);
  const selectedPlace = selected === undefined ? -1 : (placeOf.get(selected) ?? -1);
  const leftOf = (place: number) => padPx + rows[place]!.depth * columnPx;
  const middleOf = (line: number) => padPx + line * linePx + nodePx.height / 2;
  const drawn = rowsInWindow(layout, {
    firstDepth: Math.floor((view.left - padPx - columnPx) / columnPx),
    lastDepth: Math.ceil((view.left + view.width) / columnPx),
    firstLine: (view.top - padPx) / linePx - 2,
    lastLine: (view.top + view.height) / linePx + 2,
  });
  const sight = {
    firstLine: (view.top - padPx) / linePx + 1,
    lastLine: (view.top + view.height - padPx) / linePx - 2,
  };
  const middleAt = (place: number) => middleOf(shownLine(layout, place, sight));
  const isInSight = (place: number) => {
    const top = middleAt(place);
    return top > view.top - 2 * linePx && top < view.top + view.height + 2 * linePx;
  };

  useEffect(() => {
    if (selectedPlace < 0) return;
    const left = padPx + rows[selectedPlace]!.depth * columnPx;
    const top = padPx + layout.lines[selectedPlace]! * linePx;
    scrollTo(scroller.current, { left, top });
  }, [selectedPlace, rows, layout]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[selectedPlace];
    const column = row === undefined ? [] : layout.columns[row.depth]!;
    const at = column.indexOf(selectedPlace);
    const targets: Record<string, number | undefined> = {
      ArrowUp: column[at - 1],
      ArrowDown: row === undefined ? 0 : column[at + 1],
      ArrowLeft: row?.parent,
      ArrowRight: row !== undefined && row.descendants > 0 ? selectedPlace + 1 : undefined,
    };
    const target = rows[targets[event.key] ?? -1];
    if (target === undefined) return;
    onSelect(target.log.id);
    event.preventDefault();
  };

  const widthPx = 2 * padPx + layout.columns.length * columnPx - (columnPx - nodePx.width);
  const heightPx = 2 * padPx + layout.lineCount * linePx;
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Spans as a graph"
      tabIndex={0}
      onKeyDown={onKeyDown}
      aria-activedescendant={drawn.includes(selectedPlace) ? `node-${selected}` : undefined}
      className="border-line bg-surface min-h-0 flex-1 overflow-auto rounded-lg border"
    >
      <div role="presentation" className="relative" style={{ width: widthPx, height: heightPx }}>
        {drawn.map((place) => {
          const row = rows[place]!;
          const log = logOf(row.log);
          const middle = middleAt(place);
          const isFaint =
            (matches !== undefined && !matches.has(log.id)) || (reachedMs !== undefined && row.startMs > reachedMs);
          const trunkLeft = leftOf(place) + nodePx.width + trunkPx;
          const top = row.descendants > 0 ? Math.max(Math.min(middle, middleAt(place + 1)), view.top) : 0;
          const bottom = row.descendants > 0 ? Math.max(middle, middleAt(layout.lastChild[place]!)) : 0;
          return (
            <div key={log.id} role="presentation">
              {row.descendants > 0 && (
                <>
                  <Line left={leftOf(place) + nodePx.width} top={middle} width={trunkPx} height={1} />
                  <Line
                    left={trunkLeft}
                    top={top}
                    width={1}
                    height={Math.min(bottom, view.top + view.height) - top + 1}
                  />
                </>
              )}
              {row.depth > 0 && (
                <Line
                  left={leftOf(place) - (columnPx - nodePx.width - trunkPx)}
                  top={middle}
                  width={columnPx - nodePx.width - trunkPx}
                  height={1}
                />
              )}
              {isInSight(place) && (
                <div
                  id={`node-${log.id}`}
                  role="treeitem"
                  aria-level={row.depth + 1}
                  aria-selected={log.id === selected}
                  onClick={() => onSelect(log.id)}
                  title={`${log.action} ${nameOf(log)}`}
                  className={`bg-surface hover:bg-raised aria-selected:border-accent aria-selected:bg-accent-soft absolute flex cursor-pointer items-center gap-1.5 rounded border px-2 text-xs ${log.status === 'ok' ? 'border-muted' : 'border-bad'} ${isFaint ? 'border-dashed' : ''}`}
                  style={{ left: leftOf(place), top: middle - nodePx.height / 2, ...nodePx }}
                >
                  <span className={`truncate ${isFaint ? 'text-muted italic' : 'font-medium'}`}>{log.action}</span>
                  <span className="text-muted truncate">{nameOf(log)}</span>
                  {markersOf(log).map((marker) => (
                    <MarkerIcon key={marker} marker={marker} />
                  ))}
                </div>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Line(extent: { left: number; top: number; width: number; height: number }) {
  return <span aria-hidden className="bg-muted absolute opacity-60" style={extent} />;
}

/** Brings a node into sight, and leaves the view alone when it is. */
function scrollTo(element: HTMLElement | null, { left, top }: { left: number; top: number }): void {
  if (element === null) return;
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
  const isSeenAcross = left >= scrollLeft && left + nodePx.width <= scrollLeft + clientWidth;
  const isSeenDown = top >= scrollTop && top + nodePx.height <= scrollTop + clientHeight;
  element.scrollTo({
    left: isSeenAcross ? scrollLeft : left - clientWidth / 3,
    top: isSeenDown ? scrollTop : top - clientHeight / 3,
  });
}
