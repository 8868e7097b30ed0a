import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { DayChart } from './day-chart.tsx';
import { useOverview } from './use-overview.ts';

const listed = 6;

/** The state of things at a glance; each number leads to what it counts. */
export function OverviewPage() {
  const overview = useOverview();
  return (
    <Page title="Overview">
      {overview.isPending && <Skeleton />}
      {overview.isError && <Failure error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isSuccess && <Overview data={overview.data} />}
    </Page>
  );
}

function Overview({ data }: { data: NonNullable<ReturnType<typeof useOverview>['data']> }) {
  const { usage, analytics, approvals, openAlerts, byDay } = data;
  if (usage.events === 0 && analytics.totals.evaluated === 0) {
    return (
      <Empty title="Nothing was recorded yet">
        <Link to="/welcome" className="text-accent underline">
          Make a key and send the first log
        </Link>
      </Empty>
    );
  }
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Figure label="Events this month" value={usage.events}>
          <Link to="/logs" className="text-accent underline">
            All logs
          </Link>
        </Figure>
        <Figure label="Open alerts" value={openAlerts.critical + openAlerts.warning + openAlerts.info}>
          {(['critical', 'warning', 'info'] as const).map((severity) => (
            <Link key={severity} to="/alerts" search={{ severity }} className="text-accent underline">
              {openAlerts[severity]} {severity}
            </Link>
          ))}
        </Figure>
        <Figure label="Waiting for approval" value={approvals.pending.count}>
          <Link to="/approvals" className="text-accent underline">
            Inbox
          </Link>
          {approvals.wait.p50_seconds !== null && (
            <span>half decided within {Math.round(approvals.wait.p50_seconds)} s</span>
          )}
        </Figure>
        <Figure label="Blocked, 30 days" value={analytics.totals.block}>
          <Link to="/logs" search={{ enforcementAction: 'block' }} className="text-accent underline">
            Blocked logs
          </Link>
        </Figure>
      </div>
      <Card title="Judged and found, by day">
        <DayChart days={byDay} />
      </Card>
      <div className="grid gap-4 lg:grid-cols-2">
        <Card title="Rules that found most">
          <Ranking
            rows={analytics.byRule.slice(0, listed).map((rule) => ({
              key: rule.ruleId,
              name: rule.ruleName ?? 'A rule that is gone',
              count: rule.violations,
            }))}
          />
        </Card>
        <Card title="Agents with most findings">
          <Ranking
            rows={analytics.byAgent.slice(0, listed).map((agent) => ({
              key: agent.agentId ?? '',
              name:
                agent.agentId === null ? (
                  'No agent named'
                ) : (
                  <Link to="/logs" search={{ agentId: agent.agentId }} className="text-accent underline">
                    {agent.agentId}
                  </Link>
                ),
              count: agent.violations,
            }))}
          />
        </Card>
      </div>
    </div>
  );
}

function Figure({ label, value, children }: { label: string; value: number; children: ReactNode }) {
  return (
    <section className="border-line bg-surface grid content-start gap-1 rounded-lg border p-4">
      <h2 className="text-muted text-xs font-medium">{label}</h2>
      <p className="text-2xl font-semibold tabular-nums">{value.toLocaleString()}</p>
      <p className="text-muted flex flex-wrap gap-x-3 text-xs">{children}</p>
    </section>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line bg-surface grid content-start gap-3 rounded-lg border p-4">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Ranking({ rows }: { rows: { key: string; name: ReactNode; count: number }[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  if (rows.length === 0) return <p className="text-muted">Nothing was found.</p>;
  return (
    <ol className="grid gap-2">
      {rows.map(({ key, name, count }) => (
        <li key={key} className="grid grid-cols-[1fr_auto] gap-x-3">
          <span className="truncate">{name}</span>
          <span className="tabular-nums">{count.toLocaleString()}</span>
          <span aria-hidden className="bg-raised col-span-2 mt-1 h-1 rounded">
            <span className="bg-accent block h-1 rounded" style={{ width: `${(count / most) * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
