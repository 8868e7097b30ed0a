import { useQuery } from '@tanstack/react-query';

import { hasRight, type Right } from './rights.ts';
import { client } from './session.ts';

/** The signed-in person: role, plan, usage and preferences. */
export function useAccount() {
  return useQuery({
    queryKey: ['account'],
    queryFn: ({ signal }) => client.me({ signal }),
    staleTime: 30_000,
  });
}

/** Whether the person's role lets them do something. `undefined` while that is not known: nothing is offered and nothing refused. */
export function useMay(right: Right): boolean | undefined {
  const role = useAccount().data?.role;
  return role === undefined ? undefined : hasRight(role, right);
}
