import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditLog } from 'agentaudit-client';
import { useMemo } from 'react';

import { client } from '../../session/session.ts';

const requestMs = 120_000;
/** Shown while the rest is on its way. */
const firstLogs = 500;

/**
 * A trace without what its logs hold. Its first logs come at once, and stand in until all of them
 * came: `isWhole` says which.
 */
export function useTrace(traceId: string) {
  const first = useQuery({
    queryKey: ['trace-first', traceId],
    queryFn: async ({ signal }) =>
      await client.query({ traceId, order: 'asc', limit: firstLogs, payload: false }, { signal }),
    staleTime: Infinity,
  });
  const isGone = first.isSuccess && first.data.data.length === 0;
  const whole = useQuery({
    queryKey: ['trace', traceId],
    queryFn: ({ signal }) => client.getTrace(traceId, { payload: false }, { signal, timeoutMs: requestMs }),
    staleTime: Infinity,
    // What came whole is never the same twice: looking for what stayed costs more than drawing it.
    structuralSharing: false,
    // One after the other: a server that writes fifty thousand logs answers nothing else as fast.
    enabled: first.isFetched && !isGone,
  });
  const start = first.data?.data ?? [];
  const logs = whole.data?.data ?? (start.length > 0 ? start : undefined);
  return {
    logs,
    summary: whole.data?.summary,
    isWhole: whole.isSuccess,
    isGone,
    error: whole.error,
    retry: whole.refetch,
  };
}

/** How many logs the newest of the trace is ahead of what is shown; the live stream asks again. */
export function useNewestInTrace(traceId: string) {
  return useQuery({
    queryKey: ['trace-tail', traceId],
    queryFn: async ({ signal }) => {
      const page = await client.query({ traceId, limit: 1, payload: false }, { signal });
      return page.data[0]?.sequence ?? -1;
    },
    staleTime: 0,
    refetchInterval: 10_000,
  });
}

const payloadLogs = 200;

/** What the logs of a trace hold, a page at a time in the order of commits. */
export function useTracePayloads(traceId: string) {
  const query = useInfiniteQuery({
    queryKey: ['trace-payloads', traceId],
    queryFn: async ({ pageParam, signal }) =>
      await client.query(
        { traceId, order: 'asc', limit: payloadLogs, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        { signal, timeoutMs: requestMs },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: Infinity,
  });
  const logs = useMemo(() => query.data?.pages.flatMap(({ data }) => data) ?? [], [query.data]);
  const byId = useMemo(() => new Map(logs.map((log) => [log.id, log])), [logs]);
  return { ...query, logs, byId };
}

const foundLogs = 500;

/** The logs of a trace whose prompt, response or metadata hold these words; at most the newest 500. */
export function useTextMatches(traceId: string, words: string) {
  return useQuery({
    queryKey: ['trace-search', traceId, words],
    queryFn: async ({ signal }) => {
      const page = await client.query({ traceId, q: words, limit: foundLogs, payload: false }, { signal });
      return { ids: page.data.map(({ id }: AuditLog) => id), hasMore: page.nextCursor !== null };
    },
    enabled: words !== '',
    staleTime: 30_000,
  });
}
