import type { OverviewDay } from './use-overview.ts';

const heightPx = 140;

/** Two bars a day: logs that were judged, and findings in them. The table beside it says the same to a screen reader. */
export function DayChart({ days }: { days: OverviewDay[] }) {
  const most = Math.max(1, ...days.map(({ evaluated, violations }) => Math.max(evaluated, violations)));
  const first = days[0]?.day;
  const last = days.at(-1)?.day;
  return (
    <figure className="grid gap-2">
      <div aria-hidden className="flex items-end gap-px md:gap-1" style={{ height: heightPx }}>
        {days.map(({ day, evaluated, violations }) => (
          <div
            key={day}
            title={`${day}: ${evaluated} judged, ${violations} found`}
            className="flex h-full flex-1 items-end gap-px"
          >
            <span
              className="bg-accent min-h-px flex-1 rounded-t-xs"
              style={{ height: `${(evaluated / most) * 100}%` }}
            />
            <span
              className="bg-warn min-h-px flex-1 rounded-t-xs"
              style={{ height: `${(violations / most) * 100}%` }}
            />
          </div>
        ))}
      </div>
      <div className="text-muted flex justify-between text-xs tabular-nums">
        <span>{first}</span>
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
      <table className="sr-only">
        <caption>Logs judged and findings, by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Judged</th>
            <th scope="col">Findings</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, evaluated, violations }) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              <td>{evaluated}</td>
              <td>{violations}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
