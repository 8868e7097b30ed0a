import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AccountUpdate } from 'agentaudit-client';

import { client } from '../../session/session.ts';

/** Changes the profile or preferences. */
export function useUpdateAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (update: AccountUpdate) => client.updateMe(update),
    onSuccess: (account) => queryClient.setQueryData(['account'], account),
  });
}
