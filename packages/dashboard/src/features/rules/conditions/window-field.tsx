import { useId, useState } from 'react';

import { controlLook } from '../../../ui/labelled.tsx';
import { durationUnits, unitOf } from '../duration.ts';
import { numberOf } from './condition-fields.ts';

interface WindowFieldProps {
  label: string;
  hint?: string;
  error: string | undefined;
  seconds: number | undefined;
  onChange: (seconds: number | undefined) => void;
}

/** A length of time as a number and a unit; kept in seconds. */
export function WindowField({ label, hint, error, seconds, onChange }: WindowFieldProps) {
  const id = useId();
  const [unit, setUnit] = useState(() => unitOf(seconds ?? 60));
  const note = error ?? hint;
  const choose = (name: string) => {
    const next = durationUnits.find((each) => each.name === name) ?? unit;
    setUnit(next);
    if (seconds !== undefined) onChange(Math.round((seconds / unit.seconds) * next.seconds));
  };
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          type="number"
          min={0}
          step="any"
          value={seconds === undefined ? '' : seconds / unit.seconds}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onChange={(event) => {
            const count = numberOf(event.target);
            onChange(count === undefined ? undefined : Math.round(count * unit.seconds));
          }}
          className={`${controlLook} h-9 min-w-0`}
        />
        <select
          aria-label={`${label}: unit`}
          value={unit.name}
          onChange={(event) => choose(event.target.value)}
          className={`${controlLook} h-9 w-28! shrink-0`}
        >
          {durationUnits.map(({ name }) => (
            <option key={name} value={name}>
              {name}s
            </option>
          ))}
        </select>
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={error === undefined ? 'text-muted text-xs' : 'text-bad text-xs'}>
          {note}
        </p>
      )}
    </div>
  );
}
