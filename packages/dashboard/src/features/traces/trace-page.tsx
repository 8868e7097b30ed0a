import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';

import { client } from '../../session/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { LogDetail } from '../logs/log-detail.tsx';
import { useLog } from '../logs/use-logs.ts';
import { Replay } from './replay.tsx';
import { toRows, visibleRows } from './trace-tree.ts';
import { Waterfall } from './waterfall.tsx';

const requestMs = 120_000;

export function TracePage() {
  const { traceId } = useParams({ from: '/signed-in/traces/$traceId' });
  const { span } = useSearch({ from: '/signed-in/traces/$traceId' });
  const navigate = useNavigate({ from: '/traces/$traceId' });
  const [filter, setFilter] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const trace = useQuery({
    queryKey: ['trace', traceId],
    queryFn: ({ signal }) => client.getTrace(traceId, { payload: false }, { signal, timeoutMs: requestMs }),
  });
  const detail = useLog(span);
  const all = useMemo(() => (trace.data === undefined ? [] : toRows(trace.data.data)), [trace.data]);
  const rows = useMemo(() => visibleRows(all, folded), [all, folded]);
  const matches = useMemo(() => {
    const text = filter.trim().toLowerCase();
    if (text === '') return undefined;
    return new Set(
      all
        .filter(({ log }) => `${log.action} ${log.agentId ?? ''} ${log.status} ${log.id}`.toLowerCase().includes(text))
        .map(({ log }) => log.id),
    );
  }, [all, filter]);

  const select = (id: string) => void navigate({ search: { span: id }, replace: true });
  const fold = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  };

  return (
    <Page title="Trace" actions={<CopyButton text={traceId} label="Copy trace id" />}>
      <p className="text-muted -mt-2 font-mono text-xs break-all">{traceId}</p>
      {trace.isPending && <Skeleton rows={12} />}
      {trace.isError && <Failure error={trace.error} onRetry={() => void trace.refetch()} />}
      {trace.isSuccess && (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <Badge>{trace.data.summary.logs} logs</Badge>
            <Badge>{Math.round(trace.data.summary.durationMs)} ms</Badge>
            {trace.data.summary.errors > 0 && <Badge tone="bad">{trace.data.summary.errors} errors</Badge>}
            {trace.data.summary.blocked > 0 && <Badge tone="warn">{trace.data.summary.blocked} blocked</Badge>}
            {trace.data.summary.violations > 0 && <Badge tone="warn">{trace.data.summary.violations} violations</Badge>}
            {trace.data.summary.orphans > 0 && <Badge>{trace.data.summary.orphans} without their parent</Badge>}
            <input
              type="search"
              aria-label="Find spans"
              placeholder="Find: action, agent, status, id"
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
              className="border-line bg-surface placeholder:text-muted ml-auto h-8 w-64 rounded-md border px-3"
            />
            {matches !== undefined && <span className="text-muted tabular-nums">{matches.size} match</span>}
          </div>
          <Replay rows={all} selected={span} onSelect={select} />
          <div className="flex min-h-0 flex-1 flex-col gap-4 lg:flex-row">
            <Waterfall
              rows={rows}
              totalMs={trace.data.summary.durationMs}
              selected={span}
              matches={matches}
              folded={folded}
              onSelect={select}
              onFold={fold}
            />
            {span !== undefined && (
              <section
                aria-label="Selected span"
                className="border-line bg-surface overflow-auto rounded-lg border p-4 lg:w-[26rem]"
              >
                {detail.isPending && <Skeleton rows={4} />}
                {detail.isError && <Failure error={detail.error} />}
                {detail.isSuccess && <LogDetail log={detail.data} />}
              </section>
            )}
          </div>
        </>
      )}
    </Page>
  );
}
