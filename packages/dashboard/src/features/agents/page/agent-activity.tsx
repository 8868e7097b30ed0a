import { Empty, Failure, Skeleton } from '../../../ui/state.tsx';
import type { DayRange } from '../../policies/analytics/analytics-search.ts';
import { useAnalytics } from '../../policies/analytics/use-analytics.ts';
import { VerdictCharts } from '../../policies/analytics/verdict-charts.tsx';
import { AgentRules } from './agent-rules.tsx';
import { AgentTotals } from './agent-totals.tsx';
import { useDailyLogs, useLogCounts } from './use-agent-activity.ts';

/** What an agent did in the last days, and what the rules made of it. */
export function AgentActivity({ agentId, days }: { agentId: string; days: DayRange }) {
  const query = useAnalytics({ days, agentId });
  const counts = useLogCounts(agentId, days);
  const logs = counts.data?.logs ?? 0;
  const judged = query.data?.analytics.totals.evaluated ?? 0;
  const daily = useDailyLogs(agentId, days, { logs, judged });
  if (query.isPending || counts.isPending) return <Skeleton rows={4} />;
  const failed = [query, counts].find(({ isError }) => isError);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (query.data === undefined || counts.data === undefined) return null;
  const { analytics, series } = query.data;
  return (
    <>
      <AgentTotals agentId={agentId} days={days} totals={analytics.totals} counts={counts.data} />
      {logs === 0 && judged === 0 ? (
        <Empty title="This agent logged nothing in these days">
          Give its id as agentId with each log, and it appears here.
        </Empty>
      ) : (
        <>
          <VerdictCharts
            series={series}
            volume={daily.data ?? (logs <= judged ? series.valuesOf('evaluated') : undefined)}
          />
          <AgentRules rules={analytics.byRule} />
        </>
      )}
    </>
  );
}
