import { Link } from '@tanstack/react-router';
import type { Agent, PolicyAnalytics } from 'agentaudit-client';
import type { ReactNode } from 'react';

import { Table } from '../../ui/table.tsx';
import { Time } from '../logs/time.tsx';
import { shareOf } from '../policies/analytics/share.ts';
import { usePolicies } from '../policies/use-policies.ts';
import { startOf } from './page/use-agent-activity.ts';
import { useLastSeen } from './use-agents.ts';

export type AgentCount = PolicyAnalytics['byAgent'][number];

const heads = [
  { name: 'Agent' },
  { name: 'Last log', className: 'hidden sm:table-cell w-40' },
  { name: 'Judged', className: 'hidden md:table-cell w-24 text-right' },
  { name: 'Findings', className: 'hidden md:table-cell w-24 text-right' },
  { name: 'Blocked', className: 'hidden lg:table-cell w-32 text-right' },
  { name: 'Policies', className: 'hidden md:table-cell w-48' },
];

const numberLook = 'hover:text-accent underline decoration-dotted underline-offset-4';

interface AgentsTableProps {
  agents: readonly Agent[];
  /** Of the last 30 days; undefined until they are known. */
  counts: readonly AgentCount[] | undefined;
}

export function AgentsTable({ agents, counts }: AgentsTableProps) {
  const byId = new Map(counts?.map((count) => [count.agentId, count]));
  const policies = usePolicies();
  return (
    <Table caption="Registered agents; counts are of the last 30 days" heads={heads}>
      {agents.map((agent) => (
        <AgentRow
          key={agent.id}
          agent={agent}
          count={byId.get(agent.id)}
          policies={policies.data?.filter(({ agentIds }) => agentIds.includes(agent.id)).map(({ name }) => name)}
        />
      ))}
    </Table>
  );
}

interface AgentRowProps {
  agent: Agent;
  count: AgentCount | undefined;
  policies: string[] | undefined;
}

function AgentRow({ agent: { id, name }, count, policies }: AgentRowProps) {
  const lastSeen = useLastSeen(id);
  const from = startOf(30);
  const { evaluated = 0, violations = 0, block = 0 } = count ?? {};
  const seen = lastSeen.data === undefined ? null : lastSeen.data === null ? 'No log yet' : <Time at={lastSeen.data} />;
  return (
    <tr className="hover:bg-raised/60 align-top">
      <td className="px-3 py-2.5">
        <Link
          to="/agents/$agentId"
          params={{ agentId: id }}
          className="hover:text-accent font-medium break-words hover:underline"
        >
          {name}
        </Link>
        <code className="text-muted block truncate font-mono text-xs">{id}</code>
        <p className="text-muted mt-1 text-xs md:hidden">
          <span className="sm:hidden">{seen} · </span>
          {evaluated.toLocaleString()} judged, {violations.toLocaleString()} findings
        </p>
      </td>
      <td className="text-muted hidden px-3 py-2.5 text-xs sm:table-cell">{seen}</td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums md:table-cell">
        <Counted value={evaluated}>
          <Link to="/logs" search={{ agentId: id, from }} className={numberLook}>
            {evaluated.toLocaleString()}
          </Link>
        </Counted>
      </td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums md:table-cell">
        <Counted value={violations}>
          <Link to="/alerts" search={{ agentId: id }} className={numberLook}>
            {violations.toLocaleString()}
          </Link>
        </Counted>
      </td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums lg:table-cell">
        <Counted value={block}>
          <Link to="/logs" search={{ agentId: id, from, enforcementAction: 'block' }} className={numberLook}>
            {block.toLocaleString()}
          </Link>
          <span className="text-muted text-xs"> {shareOf(block, evaluated)}</span>
        </Counted>
      </td>
      <td className="hidden px-3 py-2.5 md:table-cell">
        {policies !== undefined && (
          <span className={`block truncate ${policies.length === 0 ? 'text-muted' : ''}`} title={policies.join(', ')}>
            {policies.length === 0 ? 'none' : policies.join(', ')}
          </span>
        )}
      </td>
    </tr>
  );
}

/** A number is the way to what it counts; a zero is there, and does not ask to be looked at. */
function Counted({ value, children }: { value: number; children: ReactNode }) {
  return value === 0 ? <span className="text-muted">0</span> : children;
}
