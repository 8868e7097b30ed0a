import type { ComponentProps, ReactNode } from 'react';

export interface CheckFieldProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode;
  hint?: ReactNode;
  /** Default `checkbox`. */
  type?: 'checkbox' | 'radio';
}

/** A box to tick or one of several to choose, with its name beside it. */
export function CheckField({ label, hint, type = 'checkbox', ...rest }: CheckFieldProps) {
  return (
    <label className="flex min-h-6 items-start gap-2">
      <input {...rest} type={type} className="accent-accent mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        {label}
        {hint !== undefined && <span className="text-muted block text-xs">{hint}</span>}
      </span>
    </label>
  );
}
