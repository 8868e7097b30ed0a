import { Link } from '@tanstack/react-router';
import type { PolicyAnalytics } from 'agentaudit-client';

import { Stat } from '../../../ui/stat.tsx';
import type { DayRange } from '../../policies/analytics/analytics-search.ts';
import { shareOf } from '../../policies/analytics/share.ts';
import { startOf, useApprovals } from './use-agent-activity.ts';

interface AgentTotalsProps {
  agentId: string;
  days: DayRange;
  totals: PolicyAnalytics['totals'];
  counts: { logs: number; errors: number };
}

const verdicts = [
  { name: 'Blocked', action: 'block' },
  { name: 'Redacted', action: 'redact' },
  { name: 'Flagged', action: 'flag' },
] as const;

const look = 'text-accent underline';

/** The numbers of an agent, each with the way to what it counts. */
export function AgentTotals({ agentId, days, totals, counts: { logs, errors } }: AgentTotalsProps) {
  const from = startOf(days);
  const approvals = useApprovals(agentId, days);
  const decisions = approvals.data?.decisions;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4 2xl:grid-cols-8">
      <Stat label="Logs" value={logs}>
        <Link to="/logs" search={{ agentId, from }} className={look}>
          Show logs
        </Link>
      </Stat>
      <Stat label="Errors" value={errors}>
        <Link to="/logs" search={{ agentId, from, status: 'error' }} className={look}>
          {shareOf(errors, logs)} of logs
        </Link>
      </Stat>
      <Stat label="Findings" value={totals.violations}>
        <Link to="/alerts" search={{ agentId }} className={look}>
          Open alerts
        </Link>
      </Stat>
      {verdicts.map(({ name, action }) => (
        <Stat key={action} label={name} value={totals[action]}>
          <Link to="/logs" search={{ agentId, from, enforcementAction: action }} className={look}>
            {shareOf(totals[action], totals.evaluated)} of logs
          </Link>
        </Stat>
      ))}
      <Stat label="Approvals waiting" value={approvals.data?.pending.count ?? '–'}>
        <Link to="/approvals" className={look}>
          Inbox
        </Link>
      </Stat>
      <Stat label="Approvals decided" value={decisions?.total ?? '–'}>
        {decisions !== undefined && decisions.total > 0 ? (
          (['approved', 'rejected', 'timeout'] as const)
            .filter((outcome) => decisions[outcome] > 0)
            .map((outcome) => (
              <Link
                key={outcome}
                to="/approvals/audit"
                search={{ agent_id: agentId, decision_type: outcome, start_date: from }}
                className={look}
              >
                {decisions[outcome].toLocaleString()} {outcome}
              </Link>
            ))
        ) : (
          <Link to="/approvals/audit" search={{ agent_id: agentId }} className={look}>
            All decisions
          </Link>
        )}
      </Stat>
    </dl>
  );
}
