import { type CSSProperties, useState } from 'react';

import { roundTop } from './chart-scale.ts';

/** What a part of a column looks like: told apart by its texture where colours cannot be. */
const looks = {
  accent: { color: 'var(--accent)' },
  'accent-stripes': { color: 'var(--accent)', texture: 'stripes' },
  warn: { color: 'var(--warn)' },
  'warn-stripes': { color: 'var(--warn)', texture: 'stripes' },
  bad: { color: 'var(--bad)', texture: 'dots' },
  muted: { color: 'var(--muted)', texture: 'stripes' },
} as const satisfies Record<string, { color: string; texture?: 'stripes' | 'dots' }>;

export interface ColumnSeries {
  label: string;
  look: keyof typeof looks;
  /** One for each day. */
  values: readonly number[];
}

export interface ColumnChartProps {
  /** What it counts, for the table. */
  caption: string;
  /** As `2026-01-15`, UTC. */
  days: readonly string[];
  /** From the bottom of a column to its top. */
  series: readonly ColumnSeries[];
}

const heightPx = 120;
const dayFormat = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const toDay = (day: string) => dayFormat.format(new Date(day));

/** A column a day. Pointing at one reads it out below; the table says the same to everybody. */
export function ColumnChart({ caption, days, series }: ColumnChartProps) {
  const [pointed, setPointed] = useState<number>();
  const sums = days.map((_, place) => series.reduce((sum, { values }) => sum + (values[place] ?? 0), 0));
  const top = roundTop(Math.max(0, ...sums));
  const middle = days[Math.floor((days.length - 1) / 2)];
  return (
    <figure className="grid min-w-0 gap-2">
      <div aria-hidden className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div
          className="text-muted flex flex-col justify-between text-right text-xs leading-none tabular-nums"
          style={{ height: heightPx }}
        >
          <span>{top.toLocaleString()}</span>
          <span>{(top / 2).toLocaleString()}</span>
          <span>0</span>
        </div>
        <div
          className="border-line relative flex items-end gap-px border-y md:gap-0.5"
          style={{ height: heightPx }}
          onPointerLeave={() => setPointed(undefined)}
        >
          <span className="border-line absolute inset-x-0 top-1/2 border-t border-dashed" />
          {days.map((day, place) => (
            <span
              key={day}
              onPointerEnter={() => setPointed(place)}
              className={`relative flex h-full min-w-0 flex-1 flex-col-reverse ${pointed === place ? 'bg-raised' : ''}`}
            >
              {series.map(({ label, look, values }) => {
                const value = values[place] ?? 0;
                return (
                  value > 0 && (
                    <span
                      key={label}
                      className="min-h-0.5 w-full first:rounded-none last:rounded-t-xs"
                      style={{ ...styleOf(look), height: `${(value / top) * 100}%` }}
                    />
                  )
                );
              })}
            </span>
          ))}
        </div>
        <span />
        <div className="text-muted flex justify-between pt-1.5 text-xs">
          <span>{toDay(days[0]!)}</span>
          <span>{toDay(middle!)}</span>
          <span>{toDay(days.at(-1)!)}</span>
        </div>
      </div>
      <figcaption className="text-muted flex min-h-4 flex-wrap gap-x-4 gap-y-1 text-xs">
        <span className="text-ink">{pointed === undefined ? 'In all' : toDay(days[pointed]!)}</span>
        {series.map(({ label, look, values }) => (
          <span key={label} className="flex items-center gap-1.5 tabular-nums">
            <span className="size-2.5 rounded-xs" style={styleOf(look)} aria-hidden />
            {(pointed === undefined
              ? values.reduce((sum, value) => sum + value, 0)
              : (values[pointed] ?? 0)
            ).toLocaleString()}{' '}
            {label}
          </span>
        ))}
      </figcaption>
      <details className="text-xs">
        <summary className="text-muted w-fit cursor-pointer">As a table</summary>
        <div
          className="border-line mt-2 max-h-60 overflow-auto rounded-md border"
          tabIndex={0}
          role="region"
          aria-label={caption}
        >
          <table className="w-full text-right tabular-nums">
            <caption className="sr-only">{caption}</caption>
            <thead>
              <tr className="border-line border-b">
                <th scope="col" className="px-3 py-1.5 text-left font-medium">
                  Day (UTC)
                </th>
                {series.map(({ label }) => (
                  <th key={label} scope="col" className="px-3 py-1.5 font-medium">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((day, place) => (
                <tr key={day}>
                  <th scope="row" className="px-3 py-0.5 text-left font-normal">
                    {day}
                  </th>
                  {series.map(({ label, values }) => (
                    <td key={label} className="px-3 py-0.5">
                      {(values[place] ?? 0).toLocaleString()}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function styleOf(look: keyof typeof looks): CSSProperties {
  const { color, texture }: { color: string; texture?: 'stripes' | 'dots' } = looks[look];
  if (texture === 'stripes') {
    return { background: `repeating-linear-gradient(45deg, ${color} 0 2px, var(--surface) 2px 4px)` };
  }
  if (texture === 'dots') {
    return { background: `radial-gradient(var(--surface) 0.8px, ${color} 1px) 0 0 / 4px 4px` };
  }
  return { background: color };
}
