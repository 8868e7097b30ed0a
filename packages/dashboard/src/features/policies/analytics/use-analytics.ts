import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PolicyAnalytics } from 'agentaudit-client';

import { client } from '../../../session/session.ts';
import { lastDays } from '../../../ui/chart-scale.ts';
import type { DayRange } from './analytics-search.ts';

const askEveryMs = 30_000;

export interface AnalyticsScope {
  days: DayRange;
  /** Default: the organization as a whole. */
  policyId?: string;
  agentId?: string | undefined;
}

export interface DaySeries {
  days: string[];
  /** One number a day; a day on which nothing was judged is a day too. */
  valuesOf: (name: keyof PolicyAnalytics['totals']) => number[];
}

/** What rules did in the last days, today included. */
export function useAnalytics({ days, policyId, agentId }: AnalyticsScope) {
  return useQuery({
    queryKey: ['analytics', policyId, agentId, days],
    queryFn: async ({ signal }) => {
      const calendar = lastDays(days);
      const analytics = await client.policies.analytics(
        {
          from: `${calendar[0]}T00:00:00Z`,
          ...(policyId === undefined ? {} : { policyId }),
          ...(agentId === undefined ? {} : { agentId }),
        },
        { signal },
      );
      return { analytics, series: toSeries(calendar, analytics) };
    },
    placeholderData: keepPreviousData,
    refetchInterval: askEveryMs,
  });
}

function toSeries(days: string[], { byDay }: PolicyAnalytics): DaySeries {
  const counts = new Map(byDay.map((item) => [item.day, item]));
  return { days, valuesOf: (name) => days.map((day) => counts.get(day)?.[name] ?? 0) };
}
