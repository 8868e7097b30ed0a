import { useQuery } from '@tanstack/react-query';

import { client } from '../../session/session.ts';

const days = 30;
const dayMs = 24 * 3600 * 1000;

export interface OverviewDay {
  /** `2026-01-15`, UTC. */
  day: string;
  evaluated: number;
  violations: number;
}

/** What the last thirty days amount to, in the few questions that the server answers without a scan. */
export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: async ({ signal }) => {
      const from = new Date(Date.now() - (days - 1) * dayMs).toISOString().slice(0, 10);
      const open = { resolved: false, limit: 1 } as const;
      const [account, analytics, critical, warning, info, approvals] = await Promise.all([
        client.me({ signal }),
        client.policies.analytics({ from: `${from}T00:00:00Z` }, { signal }),
        client.alerts.list({ ...open, severity: 'critical' }, { signal }),
        client.alerts.list({ ...open, severity: 'warning' }, { signal }),
        client.alerts.list({ ...open, severity: 'info' }, { signal }),
        client.hitl.stats({}, { signal }),
      ]);
      return {
        from: `${from}T00:00:00Z`,
        monthStart: `${account.usage.month}-01T00:00:00Z`,
        usage: account.usage,
        analytics,
        approvals,
        openAlerts: { critical: critical.total ?? 0, warning: warning.total ?? 0, info: info.total ?? 0 },
        byDay: fillDays(from, analytics.byDay),
      };
    },
  });
}

/** A day on which nothing happened is a day too. */
function fillDays(from: string, counted: readonly OverviewDay[]): OverviewDay[] {
  const byDay = new Map(counted.map((item) => [item.day, item]));
  return Array.from({ length: days }, (_, place) => {
    const day = new Date(Date.parse(from) + place * dayMs).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, evaluated: 0, violations: 0 };
  });
}
