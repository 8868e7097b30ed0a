import { type ReactNode, useId } from 'react';

export interface SegmentedProps<Value extends string> {
  /** What is chosen, for those who do not see it. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}

/** A choice of one among few, all in sight. Arrow keys move, as in any group of radio buttons. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="border-line bg-raised inline-flex max-w-full flex-wrap gap-0.5 rounded-md border p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="text-muted hover:text-ink has-checked:bg-surface relative has-checked:text-ink has-focus-visible:outline-accent inline-flex h-7 cursor-pointer items-center gap-1.5 rounded px-2.5 font-medium has-checked:shadow-sm has-focus-visible:outline-2"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
