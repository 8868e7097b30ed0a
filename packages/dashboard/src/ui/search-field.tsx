import { Search } from 'lucide-react';
import type { KeyboardEventHandler } from 'react';

interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  /** Undefined: nothing is looked for. */
  onChange: (value: string | undefined) => void;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
  /** The id of what says more about it. */
  describedBy?: string;
  className?: string;
}

/** Where words are typed that narrow a list down, or find something in it. */
export function SearchField({ label, value, onChange, describedBy, className = '', ...input }: SearchFieldProps) {
  return (
    <div className={`relative ${className}`}>
      <Search
        size={14}
        className="text-muted pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2"
        aria-hidden
      />
      <input
        {...input}
        type="search"
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        aria-label={label}
        aria-describedby={describedBy}
        className="border-line bg-surface placeholder:text-muted h-8 w-full rounded-md border pr-3 pl-8"
      />
    </div>
  );
}
