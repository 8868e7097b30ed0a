import { Link } from '@tanstack/react-router';

import { Card } from '../../ui/card.tsx';
import { CountTable } from '../policies/analytics/count-table.tsx';
import { useKnownAgents } from './use-agent-names.ts';
import type { AgentCount } from './agents-table.tsx';
import { isMadeHere } from './use-agents.ts';

/** Ids that log and that nobody registered: policies cannot hold for them. */
export function UnregisteredAgents({ counts }: { counts: readonly AgentCount[] }) {
  const known = useKnownAgents();
  if (known.data === undefined) return null;
  const registered = new Set(known.data.map(({ id }) => id));
  // An id of our own making was registered once, or is among more than are known here.
  const others = counts.flatMap((count) =>
    count.agentId === null || registered.has(count.agentId) || isMadeHere(count.agentId)
      ? []
      : [{ ...count, agentId: count.agentId }],
  );
  if (others.length === 0) return null;
  return (
    <Card title="Seen in logs, not registered">
      <p className="text-muted -mt-2 text-xs">
        Rules of the whole organization judge them. For policies, register an agent and log with the id that it gets.
      </p>
      <CountTable
        caption="Agents that log and are not registered; counts are of the last 30 days"
        head="Agent id"
        rows={others}
        keyOf={({ agentId }) => agentId}
        nameOf={({ agentId }) => (
          <Link to="/agents/$agentId" params={{ agentId }} className="hover:text-accent font-medium hover:underline">
            {agentId}
          </Link>
        )}
        barOf={({ evaluated }) => evaluated}
        columns={[
          { name: 'Judged', value: ({ evaluated }) => evaluated },
          { name: 'Findings', value: ({ violations }) => violations },
          { name: 'Blocked', value: ({ block }) => block, isMinor: true },
        ]}
      />
    </Card>
  );
}
