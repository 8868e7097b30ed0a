import { toDuration } from './span-name.ts';

const ticks = [0, 0.25, 0.5, 0.75];

/** Milliseconds since the trace began, and where the replay stands. */
export function TimeAxis({ totalMs, reachedMs }: { totalMs: number; reachedMs: number | undefined }) {
  return (
    <span className="border-line relative hidden h-full overflow-hidden border-l sm:block">
      {ticks.map((tick) => (
        <span
          key={tick}
          className="border-line absolute inset-y-0 flex items-center border-l pl-1 tabular-nums first:border-l-0"
          style={{ left: `${tick * 100}%` }}
        >
          {toDuration(totalMs * tick)}
        </span>
      ))}
      {reachedMs !== undefined && totalMs > 0 && (
        <span
          className="bg-accent absolute inset-y-0 w-0.5"
          style={{ left: `calc(${Math.min(1, reachedMs / totalMs) * 100}% - 1px)` }}
        />
      )}
    </span>
  );
}
