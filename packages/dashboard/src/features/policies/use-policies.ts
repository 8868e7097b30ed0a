import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PackId, Policy, PolicyInput, PolicyUpdate } from 'agentaudit-client';

import { client } from '../../session/session.ts';

const root = 'policies';

/** Every policy of the organization, newest first: at most 1,000, so they are searched here. */
export function usePolicies() {
  return useQuery({
    queryKey: [root, 'all'],
    queryFn: async ({ signal }) => {
      const policies: Policy[] = [];
      for await (const { data } of client.policies.list({ limit: 500 }, { signal }).pages()) policies.push(...data);
      return policies;
    },
  });
}

export function usePolicy(id: string) {
  return useQuery({
    queryKey: [root, 'one', id],
    queryFn: ({ signal }) => client.policies.get(id, { signal }),
  });
}

export function usePolicyCreation({ onCreated }: { onCreated: (policy: Policy) => void }) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ packId, ...input }: PolicyInput & { packId: PackId | undefined }) =>
      packId === undefined ? client.policies.create(input) : client.policies.clonePack({ packId, ...input }),
    onSuccess: async (policy) => {
      onCreated(policy);
      await refresh();
    },
  });
}

export function usePolicyUpdate(id: string, { onSaved }: { onSaved: (policy: Policy) => void }) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (update: PolicyUpdate) => client.policies.update(id, update),
    onSuccess: async (policy) => {
      onSaved(policy);
      await refresh();
    },
  });
}

export function usePolicyDeletion({ onDeleted }: { onDeleted: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.policies.delete(id),
    onSuccess: async (_nothing, id) => {
      queryClient.setQueryData<Policy[]>([root, 'all'], (all) => all?.filter((policy) => policy.id !== id));
      onDeleted();
      queryClient.removeQueries({ queryKey: [root, 'one', id] });
      await Promise.all(
        [[root, 'all'], [root, 'by-rule'], ['rules']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
    },
  });
}

/** Attaches the policy to agents, or detaches it from them, one after another. */
export function useAttachment(id: string, { onDone }: { onDone: () => void }) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ attach = [], detach = [] }: { attach?: readonly string[]; detach?: readonly string[] }) => {
      for (const agentId of attach) await client.policies.attachAgent(id, agentId);
      for (const agentId of detach) await client.policies.detachAgent(id, agentId);
    },
    onSuccess: onDone,
    onSettled: refresh,
  });
}

function useRefresh() {
  const queryClient = useQueryClient();
  return () => Promise.all([root, 'rules'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}
