import { Link } from '@tanstack/react-router';
import type { Policy } from 'agentaudit-client';

import { Time } from '../logs/time.tsx';
import { ModeBadge, StateBadges } from './policy-badges.tsx';

/** What a policy is at a glance, and why it does nothing when it does nothing. */
export function PolicyFacts({ policy }: { policy: Policy }) {
  const idle = whyIdle(policy);
  return (
    <div className="-mt-2 grid gap-2">
      <div className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs">
        <span className="flex gap-1.5">
          <ModeBadge mode={policy.mode} />
          <StateBadges {...policy} />
        </span>
        <span>
          <Link to="/policies/$policyId/versions" params={{ policyId: policy.id }} className="text-accent underline">
            Version {policy.version}
          </Link>{' '}
          of <Time at={policy.updatedAt} />
        </span>
        <span>Priority {policy.priority.toLocaleString()}</span>
        <code className="font-mono break-all">{policy.id}</code>
      </div>
      {policy.description !== undefined && <p className="max-w-prose">{policy.description}</p>}
      {idle !== undefined && <p className="border-line bg-warn-soft text-warn rounded-lg border px-4 py-2.5">{idle}</p>}
    </div>
  );
}

function whyIdle({ isActive, agentIds, ruleIds, shadow }: Policy): string | undefined {
  if (!isActive) return 'This policy is off: it judges nothing.';
  if (ruleIds.length === 0) return 'This policy has no rules yet: add some, or it finds nothing.';
  if (agentIds.length === 0) return 'This policy is attached to no agent yet: it judges nothing.';
  if (shadow) return 'This policy is in shadow: it records what it would have done, and does nothing.';
  return undefined;
}
