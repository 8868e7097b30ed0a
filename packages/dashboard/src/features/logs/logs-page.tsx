import { useNavigate, useSearch } from '@tanstack/react-router';
import { SlidersHorizontal } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FacetPanel } from './facet-panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LogDrawer } from './log-drawer.tsx';
import type { LogChange, LogSearch } from './log-search.ts';
import { LogsTable } from './logs-table.tsx';
import { MatchCount } from './match-count.tsx';
import { NoLogs } from './no-logs.tsx';
import { TailButton } from './tail-button.tsx';
import { useKnownValues } from './use-known-values.ts';
import { useLogs, useNewerLogs, useTakeNewer } from './use-logs.ts';
import { useStoredChoice } from './use-stored-choice.ts';

/** Logs from the end of the loaded ones at which the drawer asks for more. */
const aheadLogs = 5;

/** All logs, newest first: filtered by the address, endless, and live. */
export function LogsPage() {
  const search = useSearch({ from: '/signed-in/logs' });
  const navigate = useNavigate({ from: '/logs' });
  const filter = useFilter(search);
  const [isLive, setLive] = useState(true);
  const [isTop, setTop] = useState(true);
  const [density, setDensity] = useStoredChoice('agentaudit.density', ['comfortable', 'compact']);
  const [facets, setFacets] = useStoredChoice(
    'agentaudit.log-filters',
    matchMedia('(min-width: 1280px)').matches ? ['open', 'closed'] : ['closed', 'open'],
  );
  const query = useLogs(filter);
  const logs = useMemo(() => query.data?.pages.flatMap(({ data }) => data) ?? [], [query.data]);
  const newer = useNewerLogs(filter, logs[0]?.sequence, { enabled: query.isSuccess });
  const takeNewer = useTakeNewer(filter);
  const known = useKnownValues(logs);

  const change = useCallback(
    (next: LogChange) =>
      void navigate({ search: (before) => ({ ...before, ...next }) as LogSearch, replace: 'log' in next }),
    [navigate],
  );
  const open = useCallback((id: string) => change({ log: id }), [change]);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const openPlace = search.log === undefined ? -1 : logs.findIndex(({ id }) => id === search.log);
  useEffect(() => {
    if (openPlace >= logs.length - aheadLogs && openPlace >= 0) onEnd();
  }, [openPlace, logs.length, onEnd]);
  // Whoever reads further down, or in a log, is not moved.
  const follows = isLive && (isTop || logs.length === 0) && search.log === undefined;
  useEffect(() => {
    if (follows && newer.length > 0) takeNewer(newer);
  }, [follows, newer, takeNewer]);

  return (
    <Page
      title="Audit logs"
      actions={
        <>
          <MatchCount filter={filter} />
          <TailButton isLive={isLive} onChange={setLive} />
          <Segmented
            label="Density"
            value={density}
            onChange={setDensity}
            options={[
              { value: 'comfortable', label: 'Comfortable' },
              { value: 'compact', label: 'Compact' },
            ]}
          />
          <Button
            aria-pressed={facets === 'open'}
            onClick={() => setFacets(facets === 'open' ? 'closed' : 'open')}
            className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
          >
            <SlidersHorizontal size={14} aria-hidden /> Filters
          </Button>
          <ExportMenu filter={filter} />
        </>
      }
    >
      <FilterBar search={search} onChange={change} />
      <div className="flex min-h-0 flex-1 flex-col gap-4 lg:flex-row">
        {facets === 'open' && <FacetPanel search={search} onChange={change} known={known} />}
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3">
          {query.isPending && <Skeleton rows={12} />}
          {query.isError && logs.length === 0 && <Failure error={query.error} onRetry={() => void query.refetch()} />}
          {query.isSuccess && logs.length === 0 && <NoLogs isFiltered={Object.keys(filter).length > 0} />}
          {!follows && newer.length > 0 && (
            <Button look="primary" className="self-center" onClick={() => takeNewer(newer)}>
              {newer.length === 100 ? '100 or more' : newer.length} new {newer.length === 1 ? 'log' : 'logs'}
            </Button>
          )}
          {logs.length > 0 && (
            <LogsTable logs={logs} openId={search.log} onOpen={open} onEnd={onEnd} onTop={setTop} density={density} />
          )}
          {isFetchNextPageError && <Failure error={query.error} onRetry={() => void fetchNextPage()} />}
        </div>
      </div>
      <LogDrawer id={search.log} onClose={() => change({ log: undefined })} onOpen={open} neighbours={logs} />
    </Page>
  );
}

/** The filters of an address, the same object for as long as they are the same. */
function useFilter({ log: _log, ...rest }: LogSearch): Omit<LogSearch, 'log'> {
  const text = JSON.stringify(rest);
  return useMemo(() => JSON.parse(text) as Omit<LogSearch, 'log'>, [text]);
}
