import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Failure, Skeleton } from '../../ui/state.tsx';
import { Time } from '../logs/time.tsx';
import { toDuration } from '../traces/span-name.ts';
import { Card } from './card.tsx';
import { Ranking } from './ranking.tsx';
import { useRecentUsage } from './use-recent-usage.ts';

const listedModels = 4;

/** Tokens, cost and latency of the latest model calls, where their logs carry them. */
export function UsageCard() {
  const usage = useRecentUsage();
  return (
    <Card title="Latest model calls">
      {usage.isPending && <Skeleton rows={3} />}
      {usage.isError && <Failure error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.isSuccess && usage.data.calls === 0 && (
        <p className="text-muted">
          Log model calls as <code className="font-mono text-xs">llm_call</code> with{' '}
          <code className="font-mono text-xs">metadata.tokens</code>, and what they take stands here.
        </p>
      )}
      {usage.isSuccess && usage.data.calls > 0 && <Usage data={usage.data} />}
    </Card>
  );
}

function Usage({ data }: { data: NonNullable<ReturnType<typeof useRecentUsage>['data']> }) {
  const { calls, counted, tokens, inputTokens, outputTokens, costUsd, p50Ms, p95Ms, since, byModel } = data;
  const toCalls = { action: 'llm_call', ...(since === undefined ? {} : { from: since }) };
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Amount name="Tokens" value={counted === 0 ? undefined : tokens.toLocaleString()}>
          {inputTokens + outputTokens > 0 && `${inputTokens.toLocaleString()} in, ${outputTokens.toLocaleString()} out`}
        </Amount>
        <Amount name="Cost" value={costUsd === undefined ? undefined : `$${costUsd.toFixed(2)}`}>
          {costUsd === undefined && 'no log carries cost_usd'}
        </Amount>
        <Amount name="Half within" value={p50Ms === undefined ? undefined : toDuration(p50Ms)} />
        <Amount name="95% within" value={p95Ms === undefined ? undefined : toDuration(p95Ms)} />
      </dl>
      <Ranking
        empty="No log says how many tokens it took."
        rows={(counted === 0 ? [] : byModel).slice(0, listedModels).map(({ model, calls: count, tokens: taken }) => ({
          key: model,
          name: `${model} · ${count.toLocaleString()} ${count === 1 ? 'call' : 'calls'}`,
          count: taken,
        }))}
      />
      <p className="text-muted text-xs">
        <Link to="/logs" search={toCalls} className="text-accent underline">
          The latest {calls.toLocaleString()} calls
        </Link>
        {since !== undefined && (
          <>
            , since <Time at={since} />
          </>
        )}
      </p>
    </>
  );
}

function Amount({ name, value, children }: { name: string; value: string | undefined; children?: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="text-lg font-semibold tabular-nums">{value ?? '–'}</dd>
      <dd className="text-muted text-xs">{children}</dd>
    </div>
  );
}
