import type { Backtest } from 'agentaudit-client';

export function BacktestProgress({ backtest: { status, progress } }: { backtest: Backtest }) {
  const percent = Math.round(progress * 100);
  return (
    <div className="grid gap-1.5">
      <div
        role="progressbar"
        aria-label="Backtest"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="bg-raised h-2 overflow-hidden rounded"
      >
        <div className="bg-accent h-full transition-[width]" style={{ width: `${percent}%` }} />
      </div>
      <p className="text-muted text-xs tabular-nums">
        {status === 'pending'
          ? 'Waiting for its turn…'
          : `${percent} %. You may leave: it goes on, and this page has its address.`}
      </p>
    </div>
  );
}
