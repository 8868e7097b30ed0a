import { useQuery } from '@tanstack/react-query';
import type { AuditLog } from 'agentaudit-client';
import { useMemo } from 'react';

import { client } from '../../session/session.ts';

/** What instrumentation writes. */
const usualActions = [
  'agent_run',
  'llm_call',
  'tool_use',
  'retrieval',
  'hitl_request',
  'hitl_decision',
  'guardrail_block',
];

/** Values to offer for filters: those that are registered or were judged, and those of the logs at hand. */
export function useKnownValues(logs: readonly AuditLog[]): Record<'agentId' | 'action', string[]> {
  const agents = useQuery({
    queryKey: ['known-agents'],
    queryFn: async ({ signal }) => {
      const [registered, judged] = await Promise.all([
        client.agents.list({ limit: 200 }, { signal }),
        client.policies.analytics({}, { signal }),
      ]);
      return [...judged.byAgent.map(({ agentId }) => agentId), ...registered.data.map(({ id }) => id)];
    },
    staleTime: 60_000,
  });
  return useMemo(() => {
    const agentIds = [...logs.map(({ agentId }) => agentId), ...(agents.data ?? [])];
    const named = agentIds.filter((id) => id !== null);
    return {
      agentId: [...new Set(named)].toSorted(),
      action: [...new Set([...logs.map(({ action }) => action), ...usualActions])].toSorted(),
    };
  }, [logs, agents.data]);
}
