import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PackId } from 'agentaudit-client';

import { client } from '../../session/session.ts';

export function usePacks({ enabled = true }: { enabled?: boolean } = {}) {
  return useQuery({
    queryKey: ['packs'],
    queryFn: async ({ signal }) => await client.packs.list({}, { signal }),
    enabled,
  });
}

/** Installs a pack, or puts back what is missing of it; or removes it. */
export function usePackChange(change: 'install' | 'remove', { onDone }: { onDone: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (id: PackId) => {
      if (change === 'install') await client.packs.install(id);
      else await client.packs.uninstall(id);
    },
    onSuccess: onDone,
    onSettled: () =>
      Promise.all(['packs', 'rules', 'policies'].map((key) => queryClient.invalidateQueries({ queryKey: [key] }))),
  });
}
