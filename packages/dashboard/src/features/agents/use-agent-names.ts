import { useQuery } from '@tanstack/react-query';
import type { Agent } from 'agentaudit-client';

import { client } from '../../session/session.ts';

/** Agents that are known by their name here; of more, the ids are shown. */
const mostAgents = 1000;

/** The registered agents, newest first. */
export function useKnownAgents() {
  return useQuery({
    queryKey: ['agents', 'known'],
    queryFn: async ({ signal }) => {
      const agents: Agent[] = [];
      for await (const { data } of client.agents.list({ limit: 500 }, { signal }).pages()) {
        agents.push(...data);
        if (agents.length >= mostAgents) break;
      }
      return agents;
    },
    staleTime: 30_000,
  });
}

/** What to call an agent. */
export function useAgentName(): (id: string) => string {
  const agents = useKnownAgents();
  return (id) => agents.data?.find((agent) => agent.id === id)?.name ?? id;
}
