import { useVirtualizer } from '@tanstack/react-virtual';
import type { AuditLog } from 'agentaudit-client';
import { type KeyboardEvent, useEffect, useRef } from 'react';

import { useAgentName } from '../agents/use-agent-names.ts';
import { EnforcementBadge, StatusBadge } from './log-badges.tsx';
import { TightTime } from './time.tsx';

/** How close the rows stand. */
export type Density = 'comfortable' | 'compact';

const rowHeights: Record<Density, number> = { comfortable: 36, compact: 28 };
/** Rows from the end at which the next page is asked for. */
const aheadRows = 30;

const columns =
  'grid grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_4rem_4rem] md:grid-cols-[9.5rem_minmax(8rem,1fr)_minmax(6rem,12rem)_minmax(6rem,16rem)_6rem_5rem_5rem] items-center gap-3 px-3';

interface LogsTableProps {
  logs: AuditLog[];
  openId: string | undefined;
  onOpen: (id: string) => void;
  /** The end of what is loaded comes near. */
  onEnd: () => void;
  /** The first row came into sight, or left it. */
  onTop: (isTop: boolean) => void;
  density: Density;
}

/** Draws the rows in sight alone, however many are loaded. Arrow keys move, Enter opens. */
export function LogsTable({ logs, openId, onOpen, onEnd, onTop, density }: LogsTableProps) {
  const rowPx = rowHeights[density];
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: logs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  useEffect(() => rows.measure(), [rows, rowPx]);
  const nameOfAgent = useAgentName();
  const items = rows.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (logs.length > 0 && lastIndex >= logs.length - aheadRows) onEnd();
  }, [lastIndex, logs.length, onEnd]);

  const move = (event: KeyboardEvent, index: number) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen(logs[index]!.id);
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = index + step;
    if (step === 0 || next < 0 || next >= logs.length) return;
    event.preventDefault();
    rows.scrollToIndex(next);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };

  return (
    <div
      role="grid"
      aria-label="Audit logs"
      aria-rowcount={logs.length + 1}
      className="border-line bg-surface flex min-h-80 min-w-0 flex-1 flex-col overflow-hidden rounded-lg border"
    >
      <div role="row" className={`${columns} border-line text-muted h-9 shrink-0 border-b text-xs font-medium`}>
        <span role="columnheader">Time</span>
        <span role="columnheader">Action</span>
        <span role="columnheader" className="hidden md:block">
          Agent
        </span>
        <span role="columnheader" className="hidden md:block">
          Trace
        </span>
        <span role="columnheader" className="hidden text-right md:block">
          Duration
        </span>
        <span role="columnheader">Status</span>
        <span role="columnheader">Verdict</span>
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        onScroll={(event) => onTop(event.currentTarget.scrollTop < rowPx)}
        className="min-h-0 flex-1 overflow-auto"
      >
        <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => {
            const log = logs[index]!;
            return (
              <div
                key={log.id}
                role="row"
                tabIndex={0}
                data-row={index}
                aria-rowindex={index + 2}
                aria-selected={log.id === openId}
                onClick={() => onOpen(log.id)}
                onKeyDown={(event) => move(event, index)}
                className={`${columns} border-line hover:bg-raised aria-selected:bg-accent-soft absolute inset-x-0 cursor-pointer border-b -outline-offset-2 ${density === 'compact' ? 'text-xs' : ''}`}
                style={{ transform: `translateY(${start}px)`, height: rowPx }}
              >
                <span role="gridcell" className="text-muted truncate">
                  <TightTime at={log.timestamp} />
                </span>
                <span role="gridcell" className="truncate font-medium">
                  {log.action}
                </span>
                <span role="gridcell" className="hidden truncate md:block" title={log.agentId ?? undefined}>
                  {log.agentId !== null && nameOfAgent(log.agentId)}
                </span>
                <span role="gridcell" className="text-muted hidden truncate font-mono text-xs md:block">
                  {log.traceId}
                </span>
                <span role="gridcell" className="text-muted hidden text-right tabular-nums md:block">
                  {log.durationMs === null ? '' : `${Math.round(log.durationMs)} ms`}
                </span>
                <span role="gridcell">
                  <StatusBadge status={log.status} />
                </span>
                <span role="gridcell">
                  <EnforcementBadge enforcementAction={log.enforcementAction} />
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
