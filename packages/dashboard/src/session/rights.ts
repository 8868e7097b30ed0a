import type { Role, Scope } from 'agentaudit-client';
import { administrators, scopesOfRole } from 'agentaudit-schemas';

/** What a screen asks for before it offers something: a scope, or what only administrators may do. */
export type Right = Scope | 'administer';

/** Whether the server lets people in this role do that. */
export function hasRight(role: Role, right: Right): boolean {
  return right === 'administer' ? administrators.includes(role) : scopesOfRole[role].includes(right);
}
