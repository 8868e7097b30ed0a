import { useMutation, useQuery } from '@tanstack/react-query';
import type { Backtest, BacktestInput } from 'agentaudit-client';

import { client } from '../../../session/session.ts';

const askEveryMs = 700;

export function isOver({ status }: Backtest): boolean {
  return status === 'ready' || status === 'failed';
}

/** A backtest and how far it is, asked for until it is over. */
export function useBacktest(policyId: string, id: string | undefined) {
  return useQuery({
    queryKey: ['backtests', policyId, id],
    queryFn: ({ signal }) => client.policies.getBacktest(policyId, id!, { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data !== undefined && isOver(state.data) ? false : askEveryMs),
  });
}

export function useBacktestStart(policyId: string, { onStarted }: { onStarted: (backtest: Backtest) => void }) {
  return useMutation({
    mutationFn: (input: BacktestInput) => client.policies.backtest(policyId, input),
    onSuccess: onStarted,
  });
}
