import { type ReactNode, useId } from 'react';

export interface LabelProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

interface ControlProps {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

/** A control with its name above it, and below it what to know about it or what is wrong with it. */
export function Labelled({
  label,
  hint,
  error,
  children,
}: LabelProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': note === undefined ? undefined : `${id}-note`,
      })}
      {note !== undefined && (
        <p id={`${id}-note`} className={error === undefined ? 'text-muted text-xs' : 'text-bad text-xs'}>
          {note}
        </p>
      )}
    </div>
  );
}

/** What all controls that are typed into or chosen from look like. */
export const controlLook =
  'border-line bg-surface placeholder:text-muted aria-invalid:border-bad w-full rounded-md border px-3 disabled:opacity-60';
