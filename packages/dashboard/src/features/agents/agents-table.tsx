import { Link } from '@tanstack/react-router';
import type { Agent, PolicyAnalytics } from 'agentaudit-client';

import { Time } from '../logs/time.tsx';
import { shareOf } from '../policies/analytics/share.ts';
import { usePolicies } from '../policies/use-policies.ts';
import { useLastSeen } from './use-agents.ts';

export type AgentCount = PolicyAnalytics['byAgent'][number];

const heads = [
  { name: 'Agent', className: '' },
  { name: 'Last log', className: 'hidden sm:table-cell w-40' },
  { name: 'Judged', className: 'hidden md:table-cell w-24 text-right' },
  { name: 'Findings', className: 'hidden md:table-cell w-24 text-right' },
  { name: 'Blocked', className: 'hidden lg:table-cell w-32 text-right' },
  { name: 'Policies', className: 'hidden md:table-cell w-48' },
];

interface AgentsTableProps {
  agents: readonly Agent[];
  /** Of the last 30 days; undefined until they are known. */
  counts: readonly AgentCount[] | undefined;
}

export function AgentsTable({ agents, counts }: AgentsTableProps) {
  const byId = new Map(counts?.map((count) => [count.agentId, count]));
  const policies = usePolicies();
  return (
    <div className="border-line bg-surface shrink-0 overflow-hidden rounded-lg border">
      <table className="w-full table-fixed border-collapse text-left">
        <caption className="sr-only">Registered agents; counts are of the last 30 days</caption>
        <thead>
          <tr className="border-line text-muted border-b text-xs">
            {heads.map(({ name, className }) => (
              <th key={name} scope="col" className={`h-9 px-3 font-medium ${className}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-line divide-y">
          {agents.map((agent) => (
            <AgentRow
              key={agent.id}
              agent={agent}
              count={byId.get(agent.id)}
              policies={policies.data?.filter(({ agentIds }) => agentIds.includes(agent.id)).map(({ name }) => name)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AgentRowProps {
  agent: Agent;
  count: AgentCount | undefined;
  policies: string[] | undefined;
}

function AgentRow({ agent: { id, name }, count, policies }: AgentRowProps) {
  const lastSeen = useLastSeen(id);
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
        <Quiet value={evaluated} />
      </td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums md:table-cell">
        <Quiet value={violations} />
      </td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums lg:table-cell">
        <Quiet value={block} />
        {block > 0 && <span className="text-muted text-xs"> {shareOf(block, evaluated)}</span>}
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

/** A zero is there, and does not ask to be looked at. */
function Quiet({ value }: { value: number }) {
  return <span className={value === 0 ? 'text-muted' : ''}>{value.toLocaleString()}</span>;
}
