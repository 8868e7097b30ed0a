import { Link } from '@tanstack/react-router';

import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { toDuration } from '../traces/span-name.ts';
import { AgentName } from '../agents/agent-name.tsx';
import { Card } from './card.tsx';
import { DayChart } from './day-chart.tsx';
import { Figure } from './figure.tsx';
import { Ranking } from './ranking.tsx';
import { UsageCard } from './usage-card.tsx';
import { useOverview } from './use-overview.ts';

const listed = 6;
const severities = ['critical', 'warning', 'info'] as const;
const linkLook = 'text-accent underline';

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

type OverviewData = NonNullable<ReturnType<typeof useOverview>['data']>;

function Overview({ data }: { data: OverviewData }) {
  const { usage, analytics, byDay, from } = data;
  if (usage.events === 0 && analytics.totals.evaluated === 0) {
    return (
      <Empty title="Nothing was recorded yet">
        <Link to="/welcome" className={linkLook}>
          Make a key and send the first log
        </Link>
      </Empty>
    );
  }
  return (
    <div className="grid gap-4 pb-4">
      <Figures data={data} />
      <Card title="Judged and found, by day">
        {analytics.totals.evaluated === 0 ? (
          <p className="text-muted">
            No rule judges your logs yet.{' '}
            <Link to="/packs" className={linkLook}>
              Install a pack
            </Link>
          </p>
        ) : (
          <DayChart days={byDay} />
        )}
      </Card>
      <div className="grid gap-4 lg:grid-cols-2">
        <UsageCard />
        <Card title="Rules that found most">
          <Ranking
            empty="Nothing was found."
            rows={analytics.byRule
              .filter(({ violations }) => violations > 0)
              .slice(0, listed)
              .map((rule) => ({
                key: rule.ruleId,
                name:
                  rule.ruleName === null ? (
                    'A rule that is gone'
                  ) : (
                    <Link to="/rules/$ruleId" params={{ ruleId: rule.ruleId }} className={linkLook}>
                      {rule.ruleName}
                    </Link>
                  ),
                count: rule.violations,
              }))}
          />
        </Card>
        <Card title="Agents with most findings">
          <Ranking
            empty="Nothing was found."
            rows={analytics.byAgent
              .filter(({ violations }) => violations > 0)
              .slice(0, listed)
              .map((agent) => ({
                key: agent.agentId ?? '',
                name:
                  agent.agentId === null ? (
                    'No agent named'
                  ) : (
                    <Link to="/logs" search={{ agentId: agent.agentId, from }} className={linkLook}>
                      <AgentName id={agent.agentId} />
                    </Link>
                  ),
                count: agent.violations,
              }))}
          />
        </Card>
        <Decisions data={data} />
      </div>
    </div>
  );
}

function Figures({ data: { usage, analytics, approvals, openAlerts, from, monthStart } }: { data: OverviewData }) {
  const open = openAlerts.critical + openAlerts.warning + openAlerts.info;
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Figure
        label="Events this month"
        value={
          <Link to="/logs" search={{ from: monthStart }}>
            {usage.events.toLocaleString()}
          </Link>
        }
      >
        {usage.quota === null ? (
          <Link to="/logs" className={linkLook}>
            All logs
          </Link>
        ) : (
          <Link to="/billing" className={linkLook}>
            of {usage.quota.toLocaleString()} in the plan
          </Link>
        )}
      </Figure>
      <Figure label="Open alerts" value={<Link to="/alerts">{open.toLocaleString()}</Link>}>
        {severities.map((severity) => (
          <Link key={severity} to="/alerts" search={{ severity }} className={linkLook}>
            {openAlerts[severity].toLocaleString()} {severity}
          </Link>
        ))}
      </Figure>
      <Figure
        label="Waiting for approval"
        value={<Link to="/approvals">{approvals.pending.count.toLocaleString()}</Link>}
      >
        {approvals.pending.oldest_seconds !== null && (
          <span>the oldest for {toDuration(approvals.pending.oldest_seconds * 1000)}</span>
        )}
        <Link to="/approvals" className={linkLook}>
          Inbox
        </Link>
      </Figure>
      <Figure
        label="Blocked, 30 days"
        value={
          <Link to="/logs" search={{ enforcementAction: 'block', from }}>
            {analytics.totals.block.toLocaleString()}
          </Link>
        }
      >
        {(['redact', 'flag'] as const).map((enforcementAction) => (
          <Link key={enforcementAction} to="/logs" search={{ enforcementAction, from }} className={linkLook}>
            {analytics.totals[enforcementAction].toLocaleString()}{' '}
            {enforcementAction === 'flag' ? 'flagged' : 'redacted'}
          </Link>
        ))}
      </Figure>
    </div>
  );
}

function Decisions({ data: { approvals } }: { data: OverviewData }) {
  const { decisions, wait } = approvals;
  return (
    <Card title="Decisions on approvals">
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {(['approved', 'rejected', 'skipped', 'timeout'] as const).map((outcome) => (
          <li key={outcome}>
            <Link to="/approvals/audit" search={{ decision_type: outcome }} className={linkLook}>
              {decisions[outcome].toLocaleString()} {outcome}
            </Link>
          </li>
        ))}
      </ul>
      <p className="text-muted">
        {wait.p50_seconds === null
          ? 'Nobody had to decide yet.'
          : `Half of them within ${toDuration(wait.p50_seconds * 1000)}, 95% within ${toDuration((wait.p95_seconds ?? 0) * 1000)}.`}
      </p>
    </Card>
  );
}
