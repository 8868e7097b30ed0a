import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LogDrawer } from './log-drawer.tsx';
import type { LogSearch } from './log-search.ts';
import { LogsTable } from './logs-table.tsx';
import { useLogs, useNewerLogs } from './use-logs.ts';

export function LogsPage() {
  const search = useSearch({ from: '/signed-in/logs' });
  const navigate = useNavigate({ from: '/logs' });
  const { log: openId, ...filter } = search;
  const [tailing, setTailing] = useState(true);
  const query = useLogs(filter);
  const logs = useMemo(() => query.data?.pages.flatMap(({ data }) => data) ?? [], [query.data]);
  const newer = useNewerLogs(filter, logs[0]?.sequence, { enabled: tailing && query.isSuccess });
  const queryClient = useQueryClient();

  const change = (next: Partial<Record<keyof LogSearch, string | undefined>>) =>
    void navigate({ search: (before) => ({ ...before, ...next }) as LogSearch, replace: 'log' in next });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <Page
      title="Audit logs"
      actions={
        <>
          <Button aria-pressed={tailing} onClick={() => setTailing(!tailing)}>
            <span className={`size-2 rounded-full ${tailing ? 'bg-ok' : 'bg-muted'}`} aria-hidden />
            {tailing ? 'Live' : 'Paused'}
          </Button>
          <ExportMenu filter={filter} />
        </>
      }
    >
      <FilterBar search={search} onChange={change} />
      {query.isPending && <Skeleton rows={12} />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && logs.length === 0 && (
        <Empty title={Object.keys(filter).length === 0 ? 'No logs yet' : 'No log passes these filters'}>
          {Object.keys(filter).length === 0
            ? 'They appear here as soon as the first one is sent.'
            : 'Remove a filter, or search for fewer words.'}
        </Empty>
      )}
      {(newer.data ?? 0) > 0 && (
        <Button
          look="primary"
          className="self-center"
          onClick={() => void queryClient.resetQueries({ queryKey: ['logs', filter] })}
        >
          {newer.data} new {newer.data === 1 ? 'log' : 'logs'}
        </Button>
      )}
      {logs.length > 0 && <LogsTable logs={logs} openId={openId} onOpen={(id) => change({ log: id })} onEnd={onEnd} />}
      <LogDrawer
        id={openId}
        onClose={() => change({ log: undefined })}
        onOpen={(id) => change({ log: id })}
        neighbours={logs}
      />
    </Page>
  );
}
