import { fromLocalInput, toLocalInput } from '../../ui/local-time.ts';
import type { LogChange, LogSearch } from './log-search.ts';

const spansMs = {
  'Last hour': 3_600_000,
  'Last 24 hours': 86_400_000,
  'Last 7 days': 604_800_000,
  'Last 30 days': 2_592_000_000,
};

interface TimeRangeProps {
  search: LogSearch;
  onChange: (change: LogChange) => void;
}

/** When the logs began: the last while, or between two instants of the reader's own clock. */
export function TimeRange({ search, onChange }: TimeRangeProps) {
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="text-muted mb-1 text-xs font-medium">Time</legend>
      <select
        aria-label="Time range"
        value={search.from === undefined && search.to === undefined ? 'any' : 'chosen'}
        onChange={({ target: { value } }) => {
          const spanMs = spansMs[value as keyof typeof spansMs];
          if (value === 'any') onChange({ from: undefined, to: undefined });
          else if (spanMs !== undefined) onChange({ from: new Date(Date.now() - spanMs).toISOString(), to: undefined });
        }}
        className="border-line bg-surface h-8 w-full rounded-md border px-2"
      >
        <option value="any">Any time</option>
        <option value="chosen" disabled hidden>
          As below
        </option>
        {Object.keys(spansMs).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="grid grid-cols-[2.5rem_1fr] items-center">
          <span className="text-muted text-xs">{name === 'from' ? 'From' : 'To'}</span>
          <input
            type="datetime-local"
            step={1}
            value={toLocalInput(search[name])}
            onChange={({ target: { value } }) => onChange({ [name]: fromLocalInput(value) })}
            className="border-line bg-surface h-8 w-full min-w-0 rounded-md border px-1.5 text-xs"
          />
        </label>
      ))}
    </fieldset>
  );
}
