import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Agent, type AgentInput, NotFoundError } from 'agentaudit-client';

import { client } from '../../session/session.ts';

const root = 'agents';
const pageAgents = 50;

/** The registered agents, newest first, a page at a time. */
export function useAgentPages() {
  return useInfiniteQuery({
    queryKey: [root, 'pages'],
    queryFn: async ({ pageParam, signal }) =>
      await client.agents.list({ limit: pageAgents, ...(pageParam === '' ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** An agent; `null` when none is registered under this id, for logs may name any. */
export function useAgent(id: string) {
  return useQuery({
    queryKey: [root, 'one', id],
    queryFn: async ({ signal }): Promise<Agent | null> => {
      if (!isMadeHere(id)) return null;
      try {
        return await client.agents.get(id, { signal });
      } catch (error) {
        if (NotFoundError.isInstance(error)) return null;
        throw error;
      }
    },
  });
}

/** Whether an id is of the form that registering gives; only such a one can be registered. */
export function isMadeHere(id: string): boolean {
  return /^agent_\w{26}$/.test(id);
}

/** When an agent's latest log was made; `null` when there is none. */
export function useLastSeen(id: string) {
  return useQuery({
    queryKey: [root, 'last-seen', id],
    queryFn: async ({ signal }) => {
      const { data } = await client.query({ agentId: id, limit: 1, payload: false }, { signal });
      return data[0]?.timestamp ?? null;
    },
    staleTime: 30_000,
  });
}

export function useAgentRegistration({ onRegistered }: { onRegistered: (agent: Agent) => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: AgentInput) => client.agents.create(input),
    onSuccess: async (agent) => {
      onRegistered(agent);
      await queryClient.invalidateQueries({ queryKey: [root] });
    },
  });
}

export function useAgentUpdate(id: string, { onSaved }: { onSaved: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: AgentInput) => client.agents.update(id, input),
    onSuccess: async () => {
      onSaved();
      await queryClient.invalidateQueries({ queryKey: [root] });
    },
  });
}

export function useAgentRemoval({ onRemoved }: { onRemoved: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.agents.delete(id),
    onSuccess: async (_nothing, id) => {
      onRemoved();
      queryClient.removeQueries({ queryKey: [root, 'one', id] });
      await Promise.all([root, 'policies'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
  });
}
