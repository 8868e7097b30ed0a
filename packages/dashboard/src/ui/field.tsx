import { type ComponentProps, useId } from 'react';

export interface FieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

/** A labelled input, and what is wrong with it. */
export function Field({ label, hint, error, ...rest }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className="border-line bg-surface placeholder:text-muted aria-invalid:border-bad h-9 w-full rounded-md border px-3"
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={error === undefined ? 'text-muted text-xs' : 'text-bad text-xs'}>
          {note}
        </p>
      )}
    </div>
  );
}
