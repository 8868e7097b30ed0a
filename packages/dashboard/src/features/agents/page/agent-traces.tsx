import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { client } from '../../../session/session.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure, Skeleton } from '../../../ui/state.tsx';
import { Time } from '../../logs/time.tsx';
import { countOf } from '../../policies/policy-words.ts';
import { toTraces } from './recent-traces.ts';

const latestLogs = 200;
const mostTraces = 10;

/** An agent's last runs. */
export function AgentTraces({ agentId }: { agentId: string }) {
  const traces = useQuery({
    queryKey: ['recent-traces', agentId],
    queryFn: async ({ signal }) => {
      const { data } = await client.query({ agentId, limit: latestLogs, payload: false }, { signal });
      return toTraces(data).slice(0, mostTraces);
    },
  });
  return (
    <Card
      title="Last traces"
      actions={
        <Link to="/logs" search={{ agentId }} className="text-accent text-xs underline">
          All logs
        </Link>
      }
    >
      {traces.isPending && <Skeleton rows={4} />}
      {traces.isError && <Failure error={traces.error} onRetry={() => void traces.refetch()} />}
      {traces.data?.length === 0 && (
        <p className="text-muted">None of its latest logs names a trace: pass a traceId with every log of a run.</p>
      )}
      {traces.data !== undefined && traces.data.length > 0 && (
        <ul className="divide-line -my-1 divide-y">
          {traces.data.map(({ traceId, at, logs, errors, blocked, findings }) => (
            <li key={traceId}>
              <Link
                to="/traces/$traceId"
                params={{ traceId }}
                className="hover:bg-raised -mx-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded px-2 py-2"
              >
                <span className="min-w-40 flex-1 truncate font-mono text-xs">{traceId}</span>
                {errors > 0 && <Badge tone="bad">{countOf(errors, 'error')}</Badge>}
                {blocked > 0 && <Badge tone="bad">{blocked} blocked</Badge>}
                {findings > 0 && <Badge tone="warn">{countOf(findings, 'finding')}</Badge>}
                <span className="text-muted text-xs tabular-nums">{countOf(logs, 'log')}</span>
                <span className="text-muted text-xs">
                  <Time at={at} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
