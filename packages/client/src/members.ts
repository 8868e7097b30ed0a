import type { Invitation, InvitedMember, Member, MemberUpdate, PageQuery } from 'agentaudit-schemas';

import { type Api, segment } from './api.ts';
import type { RequestOptions } from './options.ts';

/** Who belongs to the organization, and as what. Takes a session. */
export function createMembers(api: Api) {
  return {
    list: (query?: PageQuery, options?: RequestOptions) => api.list<Member>('/auth/members', query, options),
    /** The answer's `token` is shown this once. */
    invite: (invitation: Invitation, options?: RequestOptions) =>
      api.post<InvitedMember>('/auth/members', invitation, options),
    update: (id: string, update: MemberUpdate, options?: RequestOptions) => api.patch<Member>(at(id), update, options),
    remove: (id: string, options?: RequestOptions) => api.delete(at(id), options),
  };
}

function at(id: string): string {
  return `/auth/members/${segment(id)}`;
}
