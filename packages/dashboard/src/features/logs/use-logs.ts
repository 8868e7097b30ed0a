import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditLogFilter } from 'agentaudit-client';

import { client } from '../../session/session.ts';

const pageLogs = 100;
const tailEveryMs = 2000;

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
  });
}

/** How many logs came since the newest that is shown; asks only while `enabled`. */
export function useNewerLogs(filter: AuditLogFilter, newest: number | undefined, { enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: ['logs-tail', filter, newest],
    queryFn: async ({ signal }) => {
      const page = await client.query({ ...filter, limit: pageLogs, payload: false }, { signal });
      return page.data.filter(({ sequence }) => newest === undefined || sequence > newest).length;
    },
    refetchInterval: tailEveryMs,
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
