import type { Account } from 'agentaudit-client';

/** From here on a reader is warned: there is time to choose a larger plan. */
const warnedShare = 0.8;

const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The logs of this month against what the plan holds. */
export function UsageMeter({ usage }: { usage: Account['usage'] }) {
  const { events, quota } = usage;
  const name = month.format(new Date(`${usage.month}-01T00:00:00Z`));
  if (quota === null) {
    return (
      <p>
        <strong className="font-semibold tabular-nums">{events.toLocaleString()}</strong> events in {name}, of any
        number.
      </p>
    );
  }
  const share = events / quota;
  const isShort = share >= warnedShare;
  return (
    <div className="grid gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-3">
        <span>
          <strong className="font-semibold tabular-nums">{events.toLocaleString()}</strong> of {quota.toLocaleString()}{' '}
          events in {name}
        </span>
        <span className="text-muted tabular-nums">{Math.floor(share * 100)} %</span>
      </p>
      <div
        role="meter"
        aria-label={`Events in ${name}`}
        aria-valuemin={0}
        aria-valuemax={quota}
        aria-valuenow={Math.min(events, quota)}
        className="bg-raised h-2 overflow-hidden rounded"
      >
        <div
          className={`h-2 rounded ${isShort ? 'bg-bad' : 'bg-accent'}`}
          style={{ width: `${Math.min(share, 1) * 100}%` }}
        />
      </div>
      {isShort && (
        <p className="text-bad">
          {events >= quota
            ? 'New logs are refused until next month: choose a larger plan.'
            : 'Past the quota new logs are refused.'}
        </p>
      )}
    </div>
  );
}
