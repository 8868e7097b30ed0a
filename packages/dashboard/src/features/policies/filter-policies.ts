import type { Policy } from 'agentaudit-client';

import type { PolicyListSearch } from './policy-search.ts';

/** The policies that pass what the address asks for; `q` takes those in which each of its words occurs. */
export function filterPolicies(policies: readonly Policy[], { q = '', state }: PolicyListSearch): Policy[] {
  const words = q.toLowerCase().split(/\s+/);
  return policies.filter((policy) => {
    const text = `${policy.name}\n${policy.description ?? ''}\n${policy.id}\n${policy.mode}`.toLowerCase();
    return words.every((word) => text.includes(word)) && (state === undefined || passes[state](policy));
  });
}

const passes: Record<NonNullable<PolicyListSearch['state']>, (policy: Policy) => boolean> = {
  active: ({ isActive, shadow }) => isActive && !shadow,
  shadow: ({ isActive, shadow }) => isActive && shadow,
  off: ({ isActive }) => !isActive,
  unattached: ({ agentIds }) => agentIds.length === 0,
};
