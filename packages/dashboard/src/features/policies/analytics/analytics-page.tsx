import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { PolicyAnalytics } from 'agentaudit-client';

import { Card } from '../../../ui/card.tsx';
import { Stat } from '../../../ui/stat.tsx';
import { Empty, Failure, Skeleton } from '../../../ui/state.tsx';
import { useAgentName } from '../../agents/use-agent-names.ts';
import { usePolicyContext } from '../policy-context.ts';
import type { AnalyticsSearch } from './analytics-search.ts';
import { AgentCounts } from './agent-counts.tsx';
import { DayRangeChoice } from './day-range-choice.tsx';
import { RuleCounts } from './rule-counts.tsx';
import { SeverityCounts } from './severity-counts.tsx';
import { shareOf } from './share.ts';
import { useAnalytics } from './use-analytics.ts';
import { VerdictCharts } from './verdict-charts.tsx';

/** What a policy did. */
export function AnalyticsPage() {
  const { policy } = usePolicyContext();
  const { days = 30, agentId } = useSearch({ from: '/signed-in/policy/policies/$policyId/analytics' });
  const navigate = useNavigate({ from: '/policies/$policyId/analytics' });
  const query = useAnalytics({ days, policyId: policy.id, agentId });
  const nameOf = useAgentName();
  const change = (next: Partial<Record<keyof AnalyticsSearch, unknown>>) =>
    void navigate({
      search: (before) => ({ ...before, ...next }) as AnalyticsSearch,
      replace: true,
      resetScroll: false,
    });
  const agentIds = [...new Set([...policy.agentIds, ...(agentId === undefined ? [] : [agentId])])];

  return (
    <div className="grid gap-4 pb-6">
      <div className="flex flex-wrap items-center gap-2">
        <DayRangeChoice value={days} onChange={(range) => change({ days: range })} />
        <select
          aria-label="Agent"
          value={agentId ?? ''}
          onChange={({ target }) => change({ agentId: target.value === '' ? undefined : target.value })}
          className="border-line bg-surface h-8 max-w-full rounded-md border px-2"
        >
          <option value="">Agent: any</option>
          {agentIds.map((id) => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </select>
        <p className="text-muted text-xs">By the logs’ own time, in days of UTC, today included.</p>
      </div>
      {query.isPending && <Skeleton />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && query.data.analytics.totals.evaluated === 0 && (
        <Empty title="This policy judged nothing in these days">
          {policy.agentIds.length === 0 ? (
            <Link to="/policies/$policyId" params={{ policyId: policy.id }} className="text-accent underline">
              Attach it to agents
            </Link>
          ) : (
            'Numbers appear as soon as its agents log.'
          )}
        </Empty>
      )}
      {query.isSuccess && query.data.analytics.totals.evaluated > 0 && (
        <>
          <Totals policyId={policy.id} totals={query.data.analytics.totals} />
          <VerdictCharts series={query.data.series} />
          <Card title="By rule">
            <RuleCounts rules={query.data.analytics.byRule} heldIds={policy.ruleIds} />
          </Card>
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
            <Card title="By agent">
              <AgentCounts agents={query.data.analytics.byAgent} nameOf={nameOf} />
            </Card>
            <Card title="Findings by severity">
              <SeverityCounts counts={query.data.analytics.bySeverity} />
            </Card>
          </div>
        </>
      )}
    </div>
  );
}

function Totals({ policyId, totals }: { policyId: string; totals: PolicyAnalytics['totals'] }) {
  const { evaluated, violations, shadow, block, redact, flag, log } = totals;
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-3">
      <Stat label="Logs judged" value={evaluated} />
      <Stat label="Findings" value={violations}>
        <Link to="/alerts" search={{ policyId }} className="text-accent underline">
          Open alerts
        </Link>
      </Stat>
      <Stat label="Findings in shadow" value={shadow}>
        without effect
      </Stat>
      <Stat label="Blocked" value={block}>
        {shareOf(block, evaluated)} of logs
      </Stat>
      <Stat label="Redacted" value={redact}>
        {shareOf(redact, evaluated)} of logs
      </Stat>
      <Stat label="Flagged" value={flag}>
        {shareOf(flag, evaluated)} of logs
      </Stat>
      <Stat label="Noted" value={log}>
        {shareOf(log, evaluated)} of logs
      </Stat>
    </dl>
  );
}
