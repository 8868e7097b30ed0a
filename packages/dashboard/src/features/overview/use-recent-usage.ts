import { useQuery } from '@tanstack/react-query';

import { client } from '../../session/session.ts';
import { percentile, summarizeUsage } from './model-usage.ts';

/** The server keeps no sums of what is inside logs, so the latest of them speak for the rest. */
const recentCalls = 200;

/** What the latest model calls took: tokens, cost and time. */
export function useRecentUsage() {
  return useQuery({
    queryKey: ['overview-usage'],
    queryFn: async ({ signal }) => {
      const { data } = await client.query({ action: 'llm_call', limit: recentCalls }, { signal });
      const times = data.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
      return {
        ...summarizeUsage(data),
        since: data.at(-1)?.timestamp,
        p50Ms: percentile(times, 0.5),
        p95Ms: percentile(times, 0.95),
      };
    },
    staleTime: 60_000,
  });
}
