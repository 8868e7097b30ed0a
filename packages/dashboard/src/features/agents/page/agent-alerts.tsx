import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { client } from '../../../session/session.ts';
import { Card } from '../../../ui/card.tsx';
import { Failure, Skeleton } from '../../../ui/state.tsx';
import { Time } from '../../logs/time.tsx';
import { SeverityBadge } from '../../rules/rule-badges.tsx';

const most = 5;

/** What was found in an agent's logs and nobody has looked at yet. */
export function AgentAlerts({ agentId }: { agentId: string }) {
  const alerts = useQuery({
    queryKey: ['alerts', 'of-agent', agentId],
    queryFn: async ({ signal }) => await client.alerts.list({ agentId, resolved: false, limit: most }, { signal }),
  });
  const total = alerts.data?.total ?? 0;
  return (
    <Card
      title={alerts.isSuccess ? `Open alerts: ${total.toLocaleString()}` : 'Open alerts'}
      actions={
        total > 0 && (
          <Link to="/alerts" search={{ agentId }} className="text-accent text-xs underline">
            All of them
          </Link>
        )
      }
    >
      {alerts.isPending && <Skeleton rows={2} />}
      {alerts.isError && <Failure error={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.isSuccess && total === 0 && <p className="text-muted">Nothing waits to be looked at.</p>}
      {total > 0 && (
        <ul className="divide-line -my-1 divide-y">
          {alerts.data?.data.map(({ id, severity, message, count, auditLogId, createdAt }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
              <SeverityBadge severity={severity} />
              <Link
                to="/logs"
                search={{ agentId, log: auditLogId }}
                className="hover:text-accent min-w-40 flex-1 break-words hover:underline"
              >
                {message}
              </Link>
              {count > 1 && <span className="text-muted text-xs tabular-nums">×{count.toLocaleString()}</span>}
              <span className="text-muted text-xs">
                <Time at={createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
