import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';

import { EnforcementBadge } from '../logs/log-badges.tsx';
import type { SpanNode } from './trace-tree.ts';

const rowPx = 30;
const indentPx = 14;
/** Deeper rows indent no further: two hundred levels still leave room for the name. */
const deepestIndent = 12;

interface WaterfallProps {
  rows: SpanNode[];
  totalMs: number;
  selected: string | undefined;
  matches: ReadonlySet<string> | undefined;
  folded: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onFold: (id: string) => void;
}

/** The tree, and beside each log when it ran. Arrow keys move, left and right fold and unfold. */
export function Waterfall({ rows, totalMs, selected, matches, folded, onSelect, onFold }: WaterfallProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 16,
  });
  const selectedIndex = rows.findIndex(({ log }) => log.id === selected);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[selectedIndex];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = rows[selectedIndex + step];
    if (step !== 0 && next !== undefined) onSelect(next.log.id);
    else if (
      row !== undefined &&
      row.descendants > 0 &&
      event.key === (folded.has(row.log.id) ? 'ArrowRight' : 'ArrowLeft')
    )
      onFold(row.log.id);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Spans"
      tabIndex={0}
      onKeyDown={onKeyDown}
      aria-activedescendant={selected === undefined ? undefined : `span-${selected}`}
      className="border-line bg-surface min-h-64 flex-1 overflow-auto rounded-lg border"
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]!;
          const { log, depth, descendants } = row;
          const isFolded = folded.has(log.id);
          const Fold = isFolded ? ChevronRight : ChevronDown;
          return (
            <div
              key={log.id}
              id={`span-${log.id}`}
              role="treeitem"
              aria-level={depth + 1}
              aria-selected={log.id === selected}
              aria-expanded={descendants > 0 ? !isFolded : undefined}
              onClick={() => onSelect(log.id)}
              className={`border-line hover:bg-raised aria-selected:bg-accent-soft absolute inset-x-0 grid cursor-pointer grid-cols-[minmax(9rem,2fr)_3fr_4.5rem] items-center border-b ${matches !== undefined && !matches.has(log.id) ? 'opacity-40' : ''}`}
              style={{ transform: `translateY(${start}px)`, height: rowPx }}
            >
              <span
                className="flex min-w-0 items-center gap-1 pr-2 pl-2"
                style={{ paddingLeft: 8 + Math.min(depth, deepestIndent) * indentPx }}
              >
                {descendants > 0 ? (
                  <span
                    aria-hidden
                    onClick={(event) => {
                      event.stopPropagation();
                      onFold(log.id);
                    }}
                    className="hover:bg-raised rounded p-0.5"
                  >
                    <Fold size={12} />
                  </span>
                ) : (
                  <span className="w-4 shrink-0" />
                )}
                <span className="truncate font-medium">{log.action}</span>
                <span className="text-muted truncate">{nameOf(row)}</span>
                <EnforcementBadge enforcementAction={log.enforcementAction} />
              </span>
              <Bar row={row} totalMs={totalMs} />
              <span className="text-muted pr-3 text-right text-xs tabular-nums">
                {log.durationMs === null ? '' : `${Math.round(log.durationMs)} ms`}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Bar({ row, totalMs }: { row: SpanNode; totalMs: number }) {
  const left = totalMs === 0 ? 0 : (row.startMs / totalMs) * 100;
  const width = totalMs === 0 ? 100 : ((row.endMs - row.startMs) / totalMs) * 100;
  const tone = row.log.status === 'error' ? 'bg-bad' : row.log.status === 'blocked' ? 'bg-warn' : 'bg-accent';
  return (
    <span className="border-line relative h-full border-l">
      <span
        className={`absolute top-1/2 h-2.5 min-w-[3px] -translate-y-1/2 rounded-sm ${tone}`}
        style={{ left: `min(${left}%, calc(100% - 3px))`, width: `${width}%` }}
      />
    </span>
  );
}

function nameOf({ log }: SpanNode): string {
  const name = log.metadata?.['tool'] ?? log.metadata?.['name'] ?? log.metadata?.['model'];
  return typeof name === 'string' ? name : (log.agentId ?? '');
}
