import { type Scope, scopes } from './scope.ts';

/** The most powerful first. Only an owner makes or unmakes owners. */
export const roles = ['owner', 'admin', 'reviewer', 'auditor'] as const;

export type Role = (typeof roles)[number];

/** What people may do: the server asks for it, and the dashboard offers no more than that. */
export const scopesOfRole: { readonly [Name in Role]: readonly Scope[] } = {
  owner: scopes,
  admin: scopes,
  reviewer: ['logs:read', 'hitl:read', 'config:read', 'hitl:decide'],
  auditor: ['logs:read', 'hitl:read', 'config:read'],
};

/** The roles that API keys, members, billing and the organization's name are left to. */
export const administrators: readonly Role[] = ['owner', 'admin'];
