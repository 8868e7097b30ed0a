import type { AuditLog, TraceSummary } from 'agentaudit-client';
import { useCallback, useMemo, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/state.tsx';
import type { CriticalPath } from './critical-path.ts';
import { nameOf, toDuration } from './span-name.ts';
import { foldedBelow, type SpanNode, visibleRows, withAncestors } from './trace-tree.ts';
import { Waterfall } from './waterfall.tsx';

/** What every view of a trace is told. */
export interface TraceShow {
  rows: readonly SpanNode[];
  /** A log with what it holds, where that was read. */
  logOf: (log: AuditLog) => AuditLog;
  selected: string | undefined;
  /** Where the replay stands, in milliseconds since the trace began. */
  reachedMs: number | undefined;
  matches: ReadonlySet<string> | undefined;
  onSelect: (id: string) => void;
}

interface TreeViewProps extends TraceShow {
  summary: TraceSummary | undefined;
  critical: CriticalPath;
  onlyMatches: boolean;
}

const unfolded: ReadonlySet<string> = new Set();

/** The waterfall, what is folded in it, and the critical path. */
export function TreeView({ rows, logOf, summary, critical, onlyMatches, matches, ...show }: TreeViewProps) {
  const [folded, setFolded] = useState(unfolded);
  const [showsCritical, setShowsCritical] = useState(true);
  const visible = useMemo(
    () => (onlyMatches && matches !== undefined ? withAncestors(rows, matches) : visibleRows(rows, folded)),
    [rows, folded, matches, onlyMatches],
  );
  const loadedMs = useMemo(() => rows.reduce((latest, { endMs }) => Math.max(latest, endMs), 0), [rows]);
  const nameOfRow = useCallback((row: SpanNode) => nameOf(logOf(row.log)), [logOf]);
  const fold = useCallback((id: string) => {
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  return (
    <div className="flex h-[65dvh] min-h-80 min-w-0 flex-col gap-2 lg:h-auto lg:min-h-0 lg:flex-1">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="-ml-3 flex flex-wrap">
          <Button look="quiet" onClick={() => setFolded(unfolded)}>
            Unfold all
          </Button>
          <Button look="quiet" onClick={() => setFolded(foldedBelow(rows, 1))}>
            Fold to depth 1
          </Button>
          <Button look="quiet" onClick={() => setFolded(foldedBelow(rows, 0))}>
            Fold all
          </Button>
        </div>
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={showsCritical}
            onChange={(event) => setShowsCritical(event.target.checked)}
            className="accent-accent size-4"
          />
          <span aria-hidden className="bg-ink h-[3px] w-4 rounded-full" />
          Critical path
          <span className="text-muted tabular-nums">
            {critical.stretches.size.toLocaleString()} spans, {toDuration(critical.totalMs)}
          </span>
        </label>
      </div>
      {visible.length === 0 ? (
        <Empty title="No span matches">Look for fewer words, or remove a field.</Empty>
      ) : (
        <Waterfall
          {...show}
          rows={visible}
          nameOf={nameOfRow}
          totalMs={summary?.durationMs ?? loadedMs}
          matches={matches}
          critical={showsCritical ? critical : undefined}
          folded={onlyMatches ? unfolded : folded}
          onFold={fold}
        />
      )}
    </div>
  );
}
