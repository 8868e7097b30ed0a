import { ChevronDown, ChevronRight, CornerLeftUp, RefreshCw } from 'lucide-react';
import { memo } from 'react';

import type { CriticalStretch } from './critical-path.ts';
import { MarkerIcon } from './marker-icon.tsx';
import { markersOf } from './span-marker.ts';
import { toDuration } from './span-name.ts';
import type { SpanNode } from './trace-tree.ts';

export const rowPx = 30;
const indentPx = 14;
/** Deeper rows indent no further: two hundred levels still leave room for the name. */
const deepestIndent = 12;

/** The columns of the waterfall, shared with its head. */
export const columns =
  'grid grid-cols-[minmax(0,1fr)_4.5rem] sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_4.5rem] items-center';

interface WaterfallRowProps {
  row: SpanNode;
  name: string;
  totalMs: number;
  topPx: number;
  isSelected: boolean;
  isFolded: boolean;
  /** Not what is looked for, or not yet reached by the replay. */
  isFaint: boolean;
  stretches: readonly CriticalStretch[] | undefined;
  onSelect: (id: string) => void;
  onFold: (id: string) => void;
}

export const WaterfallRow = memo(function WaterfallRow({
  row,
  name,
  topPx,
  onSelect,
  onFold,
  ...rest
}: WaterfallRowProps) {
  const { log, depth, descendants, placing } = row;
  const { isSelected, isFolded, isFaint, stretches, totalMs } = rest;
  const Fold = isFolded ? ChevronRight : ChevronDown;
  return (
    <div
      id={`span-${log.id}`}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={descendants > 0 ? !isFolded : undefined}
      onClick={() => onSelect(log.id)}
      className={`${columns} border-line hover:bg-raised aria-selected:bg-accent-soft absolute inset-x-0 cursor-pointer border-b`}
      style={{ transform: `translateY(${topPx}px)`, height: rowPx }}
    >
      <span
        className={`flex min-w-0 items-center gap-1.5 overflow-hidden pr-2 ${isFaint ? 'italic' : ''}`}
        style={{ paddingLeft: `min(${8 + Math.min(depth, deepestIndent) * indentPx}px, 40%)` }}
      >
        {descendants > 0 ? (
          <span
            aria-hidden
            onClick={(event) => {
              event.stopPropagation();
              onFold(log.id);
            }}
            className="hover:bg-line -my-1 rounded p-1"
          >
            <Fold size={14} />
          </span>
        ) : (
          <span className="w-[22px] shrink-0" />
        )}
        {depth > deepestIndent && <span className="text-muted text-xs tabular-nums">{depth}</span>}
        {placing === 'orphan' && <Note icon={CornerLeftUp} text="Its parent is not in this trace" />}
        {placing === 'cycle' && <Note icon={RefreshCw} text="Its parents lead back to it" />}
        <span className={`max-w-4/5 shrink-0 truncate ${isFaint ? 'text-muted' : 'font-medium'}`}>{log.action}</span>
        <span className="text-muted truncate">{name}</span>
        {markersOf(log).map((marker) => (
          <MarkerIcon key={marker} marker={marker} />
        ))}
        {isFolded && <span className="text-muted text-xs tabular-nums">+{descendants.toLocaleString()}</span>}
      </span>
      <Bar row={row} totalMs={totalMs} isFaint={isFaint} stretches={stretches} />
      <span className="text-muted pr-3 text-right text-xs tabular-nums">
        {log.durationMs === null ? '' : toDuration(log.durationMs)}
      </span>
    </div>
  );
});

function Note({ icon: Icon, text }: { icon: typeof RefreshCw; text: string }) {
  return (
    <span title={text} className="text-muted inline-flex shrink-0">
      <Icon size={12} aria-hidden />
      <span className="sr-only">{text}</span>
    </span>
  );
}

function Bar({
  row,
  totalMs,
  isFaint,
  stretches,
}: Pick<WaterfallRowProps, 'row' | 'totalMs' | 'isFaint' | 'stretches'>) {
  const { status } = row.log;
  const tone = status === 'error' ? 'bg-bad' : status === 'blocked' ? 'bg-warn' : 'bg-accent';
  return (
    <span aria-hidden className="border-line relative hidden h-full overflow-hidden border-l sm:block">
      <span
        className={`absolute top-1/2 h-2.5 min-w-[3px] -translate-y-1/2 rounded-sm ${tone} ${isFaint ? 'opacity-30' : ''}`}
        style={toExtent(row, totalMs)}
      />
      {stretches?.map((stretch) => (
        <span
          key={stretch.startMs}
          className="bg-ink absolute bottom-1 h-[3px] min-w-[3px] rounded-full"
          style={toExtent(stretch, totalMs)}
        />
      ))}
    </span>
  );
}

/** Where something lies on the axis of time. What takes no time is seen all the same. */
function toExtent({ startMs, endMs }: CriticalStretch, totalMs: number) {
  if (totalMs <= 0) return { left: 0, width: '100%' };
  return {
    left: `min(${(startMs / totalMs) * 100}%, calc(100% - 3px))`,
    width: `${((endMs - startMs) / totalMs) * 100}%`,
  };
}
