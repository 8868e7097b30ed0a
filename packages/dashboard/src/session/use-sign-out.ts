import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

import { onSessionEnd, signOut } from './session.ts';

/**
 * Signs out; and however the session ends, shows the login and forgets what was read. Who did not
 * ask for it comes back to the same page.
 */
export function useSignOut() {
  const router = useRouter();
  const queryClient = useQueryClient();
  useEffect(
    () =>
      onSessionEnd((isExpired) => {
        const leaving = isExpired ? router.invalidate() : router.navigate({ to: '/login' });
        void leaving.finally(() => queryClient.clear());
      }),
    [router, queryClient],
  );
  return useMutation({ mutationFn: () => signOut() });
}
