import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditLog, AuditLogFilter, Page } from 'agentaudit-client';
import { useCallback } from 'react';

import { client } from '../../session/session.ts';

const pageLogs = 100;
/** Where the live stream is cut off; otherwise it says when to ask. */
const tailEveryMs = 10_000;
/** A first page that has grown beyond this is read anew. */
const mostTailed = 2000;

/** The logs that pass a filter, newest first, a page at a time, without what they hold. */
export function useLogs(filter: AuditLogFilter) {
  return useInfiniteQuery({
    queryKey: ['logs', filter],
    queryFn: async ({ pageParam, signal }) =>
      await client.query(
        { ...filter, limit: pageLogs, payload: false, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // Logs do not change; new ones come by the tail.
    staleTime: Infinity,
  });
}

/** The logs that came since the newest that is shown, newest first; at most a page. */
export function useNewerLogs(filter: AuditLogFilter, newest: number | undefined, { enabled }: { enabled: boolean }) {
  const tail = useQuery({
    queryKey: ['logs-tail', filter],
    queryFn: async ({ signal }) => {
      const page = await client.query({ ...filter, limit: pageLogs, payload: false }, { signal });
      return page.data;
    },
    refetchInterval: tailEveryMs,
    enabled,
  });
  return (tail.data ?? []).filter(({ sequence }) => newest === undefined || sequence > newest);
}

/** Puts newer logs on top of the list. More than a page of them leave a gap, so that the list starts again. */
export function useTakeNewer(filter: AuditLogFilter) {
  const queryClient = useQueryClient();
  return useCallback(
    (newer: readonly AuditLog[]) => {
      const queryKey = ['logs', filter];
      const known = queryClient.getQueryData<InfiniteData<Page<AuditLog>>>(queryKey);
      const [first, ...rest] = known?.pages ?? [];
      if (newer.length >= pageLogs || first === undefined || first.data.length > mostTailed) {
        void queryClient.resetQueries({ queryKey });
        return;
      }
      const top = { ...first, data: [...newer, ...first.data] };
      queryClient.setQueryData(queryKey, { ...known, pages: [top, ...rest] });
    },
    [queryClient, filter],
  );
}

/** How many logs pass the filter: a scan, so only when somebody asks. */
export function useLogCount(filter: AuditLogFilter, { enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: ['logs-count', filter],
    queryFn: async ({ signal }) => {
      const page = await client.query({ ...filter, limit: 1, payload: false, count: true }, { signal });
      return page.total;
    },
    staleTime: Infinity,
    enabled,
  });
}

export function useLog(id: string | undefined) {
  return useQuery({
    queryKey: ['log', id],
    queryFn: ({ signal }) => client.getLog(id!, { signal }),
    enabled: id !== undefined,
    staleTime: Infinity,
  });
}
