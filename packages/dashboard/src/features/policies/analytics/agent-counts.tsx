import { Link } from '@tanstack/react-router';
import type { PolicyAnalytics } from 'agentaudit-client';

import { CountTable } from './count-table.tsx';

interface AgentCountsProps {
  agents: PolicyAnalytics['byAgent'];
  nameOf: (id: string) => string;
}

export function AgentCounts({ agents, nameOf }: AgentCountsProps) {
  return (
    <CountTable
      caption="Findings by agent"
      head="Agent"
      rows={agents}
      keyOf={({ agentId }) => agentId ?? ''}
      nameOf={({ agentId }) =>
        agentId === null ? (
          <span className="text-muted">No agent named</span>
        ) : (
          <Link to="/agents/$agentId" params={{ agentId }} className="hover:text-accent font-medium hover:underline">
            {nameOf(agentId)}
          </Link>
        )
      }
      barOf={({ violations, shadow }) => violations + shadow}
      columns={[
        { name: 'Judged', value: ({ evaluated }) => evaluated },
        { name: 'Findings', value: ({ violations }) => violations },
        { name: 'In shadow', value: ({ shadow }) => shadow, isMinor: true },
        { name: 'Blocked', value: ({ block }) => block, isMinor: true },
      ]}
    />
  );
}
