import type { ComponentProps } from 'react';

export interface SwitchProps extends Omit<ComponentProps<'button'>, 'onChange' | 'onClick'> {
  /** What it turns on. */
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Something that holds from the moment it is switched. */
export function Switch({ label, checked, onChange, className = '', ...rest }: SwitchProps) {
  return (
    <button
      {...rest}
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      onClick={() => onChange(!checked)}
      className={`inline-flex h-6 w-10 shrink-0 items-center rounded-full border px-0.5 transition disabled:opacity-50 ${checked ? 'border-accent bg-accent' : 'border-muted bg-raised'} ${className}`}
    >
      <span
        aria-hidden
        className={`size-4.5 rounded-full transition ${checked ? 'bg-accent-ink translate-x-4' : 'bg-muted'}`}
      />
    </button>
  );
}
