import { Link } from '@tanstack/react-router';
import type { Policy } from 'agentaudit-client';

import { Badge } from '../../ui/badge.tsx';
import { LongTable } from '../../ui/long-table.tsx';
import { Time } from '../logs/time.tsx';
import { ModeBadge, StateBadges } from './policy-badges.tsx';
import { countOf } from './policy-words.ts';

const heads = [
  { name: 'Policy' },
  { name: 'Mode', className: 'hidden md:table-cell w-20' },
  { name: 'Rules', className: 'hidden md:table-cell w-20 text-right' },
  { name: 'Agents', className: 'hidden md:table-cell w-32 text-right' },
  { name: 'Priority', className: 'hidden xl:table-cell w-24 text-right' },
  { name: 'Version', className: 'hidden lg:table-cell w-20 text-right' },
  { name: 'Changed', className: 'hidden lg:table-cell w-40' },
];

export function PoliciesTable({ policies }: { policies: readonly Policy[] }) {
  return (
    <LongTable caption="Policies" heads={heads} rows={policies}>
      {(policy) => <PolicyRow key={policy.id} policy={policy} />}
    </LongTable>
  );
}

function PolicyRow({ policy }: { policy: Policy }) {
  const { id, name, description, mode, ruleIds, agentIds, priority, version, updatedAt } = policy;
  return (
    <tr className="hover:bg-raised/60 relative align-top">
      <td className="px-3 py-2.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/policies/$policyId"
            params={{ policyId: id }}
            className="hover:text-accent min-w-0 font-medium break-words hover:underline"
          >
            {name}
          </Link>
          <StateBadges {...policy} />
          <span className="md:hidden">
            <ModeBadge mode={mode} />
          </span>
        </div>
        {description !== undefined && (
          <p className="text-muted truncate text-xs" title={description}>
            {description}
          </p>
        )}
        <p className="text-muted mt-1 text-xs md:hidden">
          {countOf(ruleIds.length, 'rule')} · {countOf(agentIds.length, 'agent')} · version {version}
        </p>
      </td>
      <td className="hidden px-3 py-2.5 md:table-cell">
        <ModeBadge mode={mode} />
      </td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums md:table-cell">
        {ruleIds.length === 0 ? <Badge tone="warn">none</Badge> : ruleIds.length.toLocaleString()}
      </td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums md:table-cell">
        {agentIds.length === 0 ? <Badge tone="warn">none: idle</Badge> : agentIds.length.toLocaleString()}
      </td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums xl:table-cell">{priority.toLocaleString()}</td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums lg:table-cell">{version}</td>
      <td className="text-muted hidden px-3 py-2.5 text-xs lg:table-cell">
        <Time at={updatedAt} />
      </td>
    </tr>
  );
}
