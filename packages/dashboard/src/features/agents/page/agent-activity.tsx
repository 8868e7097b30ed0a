import { Card } from '../../../ui/card.tsx';
import { ColumnChart } from '../../../ui/column-chart.tsx';
import { Empty, Failure, Skeleton } from '../../../ui/state.tsx';
import type { DayRange } from '../../policies/analytics/analytics-search.ts';
import { useAnalytics } from '../../policies/analytics/use-analytics.ts';
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
  const { valuesOf } = series;
  return (
    <>
      <AgentTotals agentId={agentId} days={days} totals={analytics.totals} counts={counts.data} />
      {logs === 0 && judged === 0 ? (
        <Empty title="This agent logged nothing in these days">
          Give its id as agentId with each log, and it appears here.
        </Empty>
      ) : (
        <>
          <div className="grid items-start gap-4 xl:grid-cols-3">
            <Card title="Volume">
              <ColumnChart
                caption="Logs, by day"
                days={series.days}
                series={[{ label: 'logs', look: 'accent', values: daily.data ?? valuesOf('evaluated') }]}
              />
            </Card>
            <Card title="Findings">
              <ColumnChart
                caption="Findings, by day"
                days={series.days}
                series={[
                  { label: 'enforced', look: 'warn', values: valuesOf('violations') },
                  { label: 'in shadow', look: 'accent-stripes', values: valuesOf('shadow') },
                ]}
              />
            </Card>
            <Card title="Verdicts">
              <ColumnChart
                caption="Logs by verdict and day"
                days={series.days}
                series={[
                  { label: 'blocked', look: 'bad', values: valuesOf('block') },
                  { label: 'redacted', look: 'accent', values: valuesOf('redact') },
                  { label: 'flagged', look: 'warn', values: valuesOf('flag') },
                  { label: 'noted', look: 'muted', values: valuesOf('log') },
                ]}
              />
            </Card>
          </div>
          <AgentRules rules={analytics.byRule} />
        </>
      )}
    </>
  );
}
