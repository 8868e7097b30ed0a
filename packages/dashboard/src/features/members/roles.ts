import type { Member, Role } from 'agentaudit-client';
import { roles } from 'agentaudit-schemas';

/** What each role may do, in words. */
export const roleMeanings: Record<Role, string> = {
  owner: 'Everything, and makes other owners',
  admin: 'Everything but making and unmaking owners',
  reviewer: 'Reads everything and decides approvals',
  auditor: 'Reads, exports and verifies; changes nothing',
};

/** The roles that somebody in a role may give, also to themselves. */
export function rolesToGive(own: Role | undefined): readonly Role[] {
  if (own === 'owner') return roles;
  return own === 'admin' ? roles.filter((role) => role !== 'owner') : [];
}

/** Whether this is the one owner that an organization must keep. */
export function isLastOwner(member: Member, members: readonly Member[]): boolean {
  const owners = members.filter(({ role, status }) => role === 'owner' && status === 'active');
  return owners.length === 1 && owners[0]!.id === member.id;
}
