import type { Policy } from 'agentaudit-client';

import { Badge } from '../../ui/badge.tsx';
import { policyModes } from './policy-words.ts';

export function ModeBadge({ mode }: Pick<Policy, 'mode'>) {
  return <Badge tone={policyModes[mode].tone}>{mode}</Badge>;
}

/** Silent about a policy that is simply in force. */
export function StateBadges({ shadow, isActive }: Pick<Policy, 'shadow' | 'isActive'>) {
  return (
    <>
      {shadow && <Badge tone="accent">shadow</Badge>}
      {!isActive && <Badge>off</Badge>}
    </>
  );
}
