import type { ReactNode } from 'react';

export interface StatProps {
  label: string;
  value: number | string;
  /** What to know about it, and where it leads. */
  children?: ReactNode;
}

/** One number that counts. Several of them stand in a `dl`. */
export function Stat({ label, value, children }: StatProps) {
  return (
    <div className="border-line bg-surface grid min-w-0 content-start gap-0.5 rounded-lg border px-4 py-3">
      <dt className="text-muted text-xs font-medium">{label}</dt>
      <dd className="text-xl font-semibold tabular-nums">
        {typeof value === 'number' ? value.toLocaleString() : value}
      </dd>
      {children !== undefined && <dd className="text-muted flex flex-wrap gap-x-3 text-xs leading-6">{children}</dd>}
    </div>
  );
}
