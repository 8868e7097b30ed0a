import type { Scope } from 'agentaudit-client';

/** What a key may do, in words; `isUsual` for what an agent needs, and gets unless it is told otherwise. */
export const keyScopes: readonly { scope: Scope; meaning: string; isUsual: boolean }[] = [
  { scope: 'logs:write', meaning: 'Send logs', isUsual: true },
  { scope: 'logs:read', meaning: 'Read and export logs and reports', isUsual: true },
  { scope: 'hitl:request', meaning: 'Ask for approvals', isUsual: true },
  { scope: 'hitl:read', meaning: 'Read approvals and their audit', isUsual: true },
  { scope: 'config:read', meaning: 'Read agents, rules, packs, policies and alerts', isUsual: true },
  { scope: 'manage', meaning: 'Change what judges agents: rules, policies, packs. Not for an agent', isUsual: false },
  { scope: 'hitl:decide', meaning: 'Decide approvals that others asked for. Not for an agent', isUsual: false },
];
