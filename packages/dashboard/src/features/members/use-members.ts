import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Invitation, Member, Role } from 'agentaudit-client';

import { client } from '../../session/session.ts';

const key = ['members'];

/** All of them: who may leave depends on who else is there. */
export function useMembers() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const members: Member[] = [];
      for await (const member of client.members.list({ limit: 500 }, { signal })) members.push(member);
      return members;
    },
  });
}

export function useInvite() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (invitation: Invitation) => client.members.invite(invitation),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

export function useChangeRole() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) => client.members.update(id, { role }),
    onSettled: () => {
      // It may have been one's own.
      void queryClient.invalidateQueries({ queryKey: ['account'] });
      return queryClient.invalidateQueries({ queryKey: key });
    },
  });
}

export function useRemoveMember() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.members.remove(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}
