import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Agent } from 'agentaudit-client';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';

import { useMay } from '../../../session/use-account.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Skeleton } from '../../../ui/state.tsx';
import { Time } from '../../logs/time.tsx';
import { DayRangeChoice } from '../../policies/analytics/day-range-choice.tsx';
import { AgentDialog } from '../agent-dialog.tsx';
import { RemoveAgentDialog } from '../remove-agent-dialog.tsx';
import { useAgent, useAgentUpdate, useLastSeen } from '../use-agents.ts';
import { AgentActivity } from './agent-activity.tsx';
import { AgentAlerts } from './agent-alerts.tsx';
import { AgentPolicies } from './agent-policies.tsx';
import { AgentTraces } from './agent-traces.tsx';

/** One agent: what it does, what was found, and what holds for it. */
export function AgentPage() {
  const { agentId } = useParams({ from: '/signed-in/agents/$agentId' });
  const { days = 30 } = useSearch({ from: '/signed-in/agents/$agentId' });
  const navigate = useNavigate({ from: '/agents/$agentId' });
  const agent = useAgent(agentId);
  const mayManage = useMay('manage') === true;
  const [open, setOpen] = useState<'edit' | 'remove'>();
  const update = useAgentUpdate(agentId, { onSaved: () => setOpen(undefined) });
  const registered = agent.data ?? undefined;

  return (
    <Page
      title={registered?.name ?? (agent.isPending ? 'Agent' : agentId)}
      actions={
        <>
          <Link to="/agents" className="text-accent px-2 underline">
            All agents
          </Link>
          {mayManage && registered !== undefined && (
            <>
              <Button onClick={() => setOpen('edit')}>
                <Pencil size={14} aria-hidden /> Edit
              </Button>
              <Button look="danger" onClick={() => setOpen('remove')}>
                <Trash2 size={14} aria-hidden /> Remove
              </Button>
            </>
          )}
        </>
      }
    >
      {agent.isPending && <Skeleton />}
      {agent.isError && <Failure error={agent.error} onRetry={() => void agent.refetch()} />}
      {agent.isSuccess && (
        <div className="grid gap-4 pb-6">
          <Facts id={agentId} agent={registered} />
          <div>
            <DayRangeChoice
              value={days}
              onChange={(range) => void navigate({ search: { days: range }, replace: true, resetScroll: false })}
            />
          </div>
          <AgentActivity agentId={agentId} days={days} />
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <AgentTraces agentId={agentId} />
            <div className="grid gap-4">
              <AgentAlerts agentId={agentId} />
              {registered !== undefined && <AgentPolicies agentId={agentId} />}
            </div>
          </div>
        </div>
      )}
      {registered !== undefined && (
        <AgentDialog
          title={`Edit ${registered.name}`}
          verb="Save"
          agent={registered}
          open={open === 'edit'}
          saving={update}
          onClose={() => setOpen(undefined)}
        />
      )}
      <RemoveAgentDialog
        agent={open === 'remove' ? registered : undefined}
        onClose={() => setOpen(undefined)}
        onRemoved={() => void navigate({ to: '/agents' })}
      />
    </Page>
  );
}

function Facts({ id, agent }: { id: string; agent: Agent | undefined }) {
  const lastSeen = useLastSeen(id);
  const mayManage = useMay('manage') === true;
  const metadata = Object.entries(agent?.metadata ?? {});
  return (
    <div className="-mt-2 grid gap-2">
      <div className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        {agent === undefined && <Badge tone="warn">not registered</Badge>}
        <span className="flex min-w-0 flex-wrap items-center">
          <code className="font-mono break-all">{id}</code>
          <CopyButton text={id} label="Copy id" />
        </span>
        {agent !== undefined && (
          <span>
            Registered <Time at={agent.createdAt} />
          </span>
        )}
        {lastSeen.isSuccess && (
          <span>
            {lastSeen.data === null ? (
              'No log yet'
            ) : (
              <>
                Last log <Time at={lastSeen.data} />
              </>
            )}
          </span>
        )}
      </div>
      {metadata.length > 0 && (
        <dl className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {metadata.map(([name, value]) => (
            <div key={name} className="flex min-w-0 gap-1.5">
              <dt className="text-muted">{name}</dt>
              <dd className="max-w-80 truncate font-mono">
                {typeof value === 'string' ? value : JSON.stringify(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {agent === undefined && (
        <p className="max-w-prose">
          Nobody registered this id, so no policy can hold for it: rules of the whole organization do.{' '}
          {mayManage && (
            <>
              <Link to="/agents" search={{ new: true }} className="text-accent underline">
                Register an agent
              </Link>{' '}
              and log with the id that it gets.
            </>
          )}
        </p>
      )}
    </div>
  );
}
