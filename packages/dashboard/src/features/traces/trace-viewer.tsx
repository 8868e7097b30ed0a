import { useNavigate, useSearch } from '@tanstack/react-router';
import type { AuditLog, TraceSummary } from 'agentaudit-client';
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';

import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/state.tsx';
import { criticalPath } from './critical-path.ts';
import { FindBar } from './find-bar.tsx';
import { NewSpans } from './new-spans.tsx';
import { Replay } from './replay.tsx';
import { SpanPanel } from './span-panel.tsx';
import { TraceFacts } from './trace-facts.tsx';
import type { TraceSearch, TraceView } from './trace-search.ts';
import { toRows } from './trace-tree.ts';
import { TreeView } from './tree-view.tsx';
import { useMatches } from './use-matches.ts';
import { useReplayKeys } from './use-replay-keys.ts';
import { useSelection } from './use-selection.ts';
import { useSteps } from './use-steps.ts';
import { useTracePayloads } from './use-trace.ts';

const GraphView = lazy(() => import('./graph-view.tsx'));
const ConversationView = lazy(() => import('./conversation-view.tsx'));

/** Names of tools and models are read ahead for this many logs; the rest come with the conversation. */
const namedLogs = 1000;
const restMs = 300;

const views: readonly { value: TraceView; label: string }[] = [
  { value: 'tree', label: 'Tree' },
  { value: 'graph', label: 'Graph' },
  { value: 'conversation', label: 'Conversation' },
];

interface TraceViewerProps {
  traceId: string;
  logs: readonly AuditLog[];
  summary: TraceSummary | undefined;
}

/** A trace in three views, with one selection, one search and one replay over all of them. */
export function TraceViewer({ traceId, logs, summary }: TraceViewerProps) {
  const { view = 'tree', find = '', span } = useSearch({ from: '/signed-in/traces/$traceId' });
  const navigate = useNavigate({ from: '/traces/$traceId' });
  const [selected, select] = useSelection(span);
  const [text, setText] = useState(find);
  const [onlyMatches, setOnlyMatches] = useState(false);
  const [playing, setPlaying] = useState(false);
  const [isReplaying, setReplaying] = useState(false);

  const payloads = useTracePayloads(traceId);
  const { byId, fetchNextPage, hasNextPage, isFetchingNextPage, isError } = payloads;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError && byId.size < namedLogs) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage, byId.size]);
  const logOf = useCallback((log: AuditLog) => byId.get(log.id) ?? log, [byId]);

  const rows = useMemo(() => toRows(logs), [logs]);
  const critical = useMemo(() => criticalPath(rows), [rows]);
  const matches = useMatches(rows, { traceId, text: useDeferredValue(text), settledText: find, logOf });
  const replay = useCallback(
    (id: string) => {
      setReplaying(true);
      select(id);
    },
    [select],
  );
  const pick = useCallback(
    (id: string | undefined) => {
      setReplaying(false);
      setPlaying(false);
      select(id);
    },
    [select],
  );
  const steps = useSteps(rows, { selected, onSelect: replay });
  const reachedMs = isReplaying ? steps.byTime[steps.place]?.startMs : undefined;

  useEffect(() => {
    if (text === find) return undefined;
    const timer = setTimeout(() => {
      void navigate({
        search: (before) => ({ ...before, find: text || undefined }) as TraceSearch,
        replace: true,
      });
    }, restMs);
    return () => clearTimeout(timer);
  }, [text, find, navigate]);

  useReplayKeys(steps, {
    onPlay: useCallback(() => setPlaying((before) => !before), []),
    onClose: useCallback(() => pick(undefined), [pick]),
  });

  const show = { rows, logOf, selected, reachedMs, matches: matches?.ids, onSelect: pick };
  return (
    <div className="flex flex-col gap-3 lg:min-h-0 lg:flex-1">
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label="View"
          value={view}
          options={views}
          onChange={(next) =>
            void navigate({
              search: (before) => ({ ...before, view: next === 'tree' ? undefined : next }) as TraceSearch,
            })
          }
        />
        <TraceFacts summary={summary} loaded={logs.length} onFind={setText} />
        <NewSpans traceId={traceId} logs={logs} isWhole={summary !== undefined} />
        <FindBar
          text={text}
          onText={setText}
          matches={matches}
          selected={selected}
          onSelect={pick}
          onlyMatches={onlyMatches}
          onOnlyMatches={setOnlyMatches}
        />
      </div>
      <Replay steps={steps} playing={playing} onPlay={setPlaying} />
      <div className="flex flex-col gap-3 lg:min-h-0 lg:flex-1 lg:flex-row">
        <Suspense fallback={<Skeleton rows={8} />}>
          {view === 'tree' && (
            <TreeView
              {...show}
              summary={summary}
              critical={critical}
              onlyMatches={onlyMatches && matches !== undefined}
            />
          )}
          {view === 'graph' && <GraphView {...show} />}
          {view === 'conversation' && <ConversationView {...show} payloads={payloads} />}
        </Suspense>
        {span !== undefined && selected !== undefined && (
          <SpanPanel
            id={span}
            row={steps.byTime[steps.place]?.log.id === span ? steps.byTime[steps.place] : undefined}
            critical={critical}
            onClose={() => pick(undefined)}
          />
        )}
      </div>
    </div>
  );
}
