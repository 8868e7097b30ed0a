import { useQuery } from '@tanstack/react-query';

import { client } from './session.ts';

/** The signed-in person: role, plan, usage and preferences. */
export function useAccount() {
  return useQuery({
    queryKey: ['account'],
    queryFn: ({ signal }) => client.me({ signal }),
    staleTime: 30_000,
  });
}

/** Whether the person's role lets them change things. `undefined` while that is not known: nothing is offered and nothing refused. */
export function useMayManage(): boolean | undefined {
  const role = useAccount().data?.role;
  return role === undefined ? undefined : role === 'owner' || role === 'admin';
}
