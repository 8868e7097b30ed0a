import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { client } from '../../../session/session.ts';
import { lastDays } from '../../../ui/chart-scale.ts';
import type { DayRange } from '../../policies/analytics/analytics-search.ts';

const askEveryMs = 30_000;
/** Up to so many logs are counted day by day where the counters do not have them all. */
const mostCountedLogs = 20_000;

/** The first instant of a range that ends today. */
export function startOf(days: DayRange): string {
  return `${lastDays(days)[0]}T00:00:00Z`;
}

/** How many logs an agent made, and how many of them failed. */
export function useLogCounts(agentId: string, days: DayRange) {
  return useQuery({
    queryKey: ['agents', 'log-counts', agentId, days],
    queryFn: async ({ signal }) => {
      const query = { agentId, from: startOf(days), limit: 1, count: true, payload: false } as const;
      const [all, failed] = await Promise.all([
        client.query(query, { signal }),
        client.query({ ...query, status: 'error' }, { signal }),
      ]);
      return { logs: all.total ?? 0, errors: failed.total ?? 0 };
    },
    placeholderData: keepPreviousData,
    refetchInterval: askEveryMs,
  });
}

/**
 * An agent's logs by day. The counters of analytics begin with an organization's first rule: what came
 * before is counted here, as long as that is cheap.
 */
export function useDailyLogs(agentId: string, days: DayRange, { logs, judged }: { logs: number; judged: number }) {
  return useQuery({
    queryKey: ['agents', 'daily-logs', agentId, days],
    queryFn: ({ signal }) =>
      Promise.all(
        lastDays(days).map(async (day) => {
          const bounds = { from: `${day}T00:00:00.000Z`, to: `${day}T23:59:59.999Z` };
          const page = await client.query({ agentId, ...bounds, limit: 1, count: true, payload: false }, { signal });
          return page.total ?? 0;
        }),
      ),
    enabled: logs > judged && logs <= mostCountedLogs,
    staleTime: 60_000,
  });
}

/** How an agent's requests for approval fared in a range of days. */
export function useApprovals(agentId: string, days: DayRange) {
  return useQuery({
    queryKey: ['approvals', 'stats', agentId, days],
    queryFn: ({ signal }) => client.hitl.stats({ agent_id: agentId, start_date: startOf(days) }, { signal }),
    placeholderData: keepPreviousData,
  });
}
