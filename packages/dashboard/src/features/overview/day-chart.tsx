import { Link } from '@tanstack/react-router';

import type { OverviewDay } from './use-overview.ts';

const heightPx = 140;
/** A day that can be touched is 24 pixels wide: narrow screens show no more of them. */
const narrowDays = 11;

/** Two bars a day: logs that were judged, and findings in them. A day leads to its logs. */
export function DayChart({ days }: { days: OverviewDay[] }) {
  const most = Math.max(1, ...days.map(({ evaluated, violations }) => Math.max(evaluated, violations)));
  const first = days[0]?.day;
  const last = days.at(-1)?.day;
  return (
    <figure className="grid gap-2">
      <div className="flex items-end gap-px md:gap-1" style={{ height: heightPx }}>
        {days.map(({ day, evaluated, violations }, place) => (
          <Link
            key={day}
            to="/logs"
            search={{ from: `${day}T00:00:00.000Z`, to: `${day}T23:59:59.999Z` }}
            title={`${day}: ${evaluated.toLocaleString()} judged, ${violations.toLocaleString()} found`}
            aria-label={`${day}: ${evaluated.toLocaleString()} judged, ${violations.toLocaleString()} found`}
            className={`hover:bg-raised h-full min-w-0 flex-1 items-end gap-px rounded-xs ${place < days.length - narrowDays ? 'hidden xl:flex' : 'flex'}`}
          >
            <span
              className="bg-accent min-h-px flex-1 rounded-t-xs"
              style={{ height: `${(evaluated / most) * 100}%` }}
            />
            <span
              className="bg-warn min-h-px flex-1 rounded-t-xs"
              style={{ height: `${(violations / most) * 100}%` }}
            />
          </Link>
        ))}
      </div>
      <div className="text-muted flex justify-between text-xs tabular-nums">
        <span className="hidden xl:inline">{first}</span>
        <span className="xl:hidden">{days.at(-narrowDays)?.day}</span>
        <span className="flex gap-3">
          <span className="flex items-center gap-1">
            <span className="bg-accent size-2 rounded-xs" aria-hidden /> judged
          </span>
          <span className="flex items-center gap-1">
            <span className="bg-warn size-2 rounded-xs" aria-hidden /> findings
          </span>
        </span>
        <span>{last}</span>
      </div>
    </figure>
  );
}
