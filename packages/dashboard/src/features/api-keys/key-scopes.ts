import type { Scope } from 'agentaudit-client';
import { defaultScopes } from 'agentaudit-schemas';

/** What a key may do, in words. */
export const scopeMeanings: { readonly [Name in Scope]: string } = {
  'logs:write': 'Send logs',
  'logs:read': 'Read and export logs and reports',
  'hitl:request': 'Ask for approvals',
  'hitl:read': 'Read approvals and their audit',
  'config:read': 'Read agents, rules, packs, policies and alerts',
  manage: 'Change what judges agents: rules, policies, packs. Not for an agent',
  'hitl:decide': 'Decide approvals that others asked for. Not for an agent',
};

/** Whether it is among what an agent needs, and gets unless it is told otherwise. */
export function isUsual(scope: Scope): boolean {
  return defaultScopes.includes(scope);
}
