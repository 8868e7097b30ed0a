import { useNavigate, useSearch } from '@tanstack/react-router';

import { useMay } from '../../../session/use-account.ts';
import { Card } from '../../../ui/card.tsx';
import { Empty, Failure, Skeleton } from '../../../ui/state.tsx';
import { Time } from '../../logs/time.tsx';
import { usePolicyContext } from '../policy-context.ts';
import { BacktestForm } from './backtest-form.tsx';
import { BacktestProgress } from './backtest-progress.tsx';
import { BacktestResult } from './backtest-result.tsx';
import { isOver, useBacktest, useBacktestStart } from './use-backtest.ts';

/** What the policy would have made of logs that are stored, were it otherwise. */
export function BacktestPage() {
  const { policy, draft } = usePolicyContext();
  const { run } = useSearch({ from: '/signed-in/policy/policies/$policyId/backtest' });
  const navigate = useNavigate({ from: '/policies/$policyId/backtest' });
  const mayManage = useMay('manage');
  const backtest = useBacktest(policy.id, run);
  const start = useBacktestStart(policy.id, {
    onStarted: ({ id }) => void navigate({ search: { run: id }, replace: true, resetScroll: false }),
  });
  const isRunning = start.isPending || (backtest.data !== undefined && !isOver(backtest.data));
  return (
    <div className="grid gap-4 pb-6">
      <Card title="Try it on stored logs">
        {mayManage === false && (
          <p className="text-muted">Owners and admins may run backtests; here you see their results.</p>
        )}
        {mayManage === true && (
          <BacktestForm policy={policy} draft={draft} isRunning={isRunning} onRun={start.mutate} />
        )}
        {start.isError && <Failure error={start.error} />}
      </Card>
      {run === undefined && (
        <Empty title="No backtest was run here yet">
          It compares the policy as it stands with another version, other rules or another mode: which logs would be hit
          that are not today, and what would have been blocked.
        </Empty>
      )}
      {run !== undefined && backtest.isPending && <Skeleton rows={3} />}
      {backtest.isError && <Failure error={backtest.error} onRetry={() => void backtest.refetch()} />}
      {backtest.data !== undefined && (
        <>
          {!isOver(backtest.data) && <BacktestProgress backtest={backtest.data} />}
          {backtest.data.status === 'failed' && <Failure error={new Error(backtest.data.error ?? 'It failed.')} />}
          {backtest.data.result !== null && (
            <>
              <p role="status" className="text-muted text-xs">
                Result of the backtest of <Time at={backtest.data.createdAt} />
              </p>
              <BacktestResult result={backtest.data.result} />
            </>
          )}
        </>
      )}
    </div>
  );
}
