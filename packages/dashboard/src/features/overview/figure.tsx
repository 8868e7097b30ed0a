import type { ReactNode } from 'react';

interface FigureProps {
  label: string;
  /** A link to what is counted. */
  value: ReactNode;
  children: ReactNode;
}

/** One number, large, and what belongs to it. */
export function Figure({ label, value, children }: FigureProps) {
  return (
    <section className="border-line bg-surface grid content-start gap-1 rounded-lg border p-4">
      <h2 className="text-muted text-xs font-medium">{label}</h2>
      <p className="text-2xl font-semibold tabular-nums [&_a]:underline-offset-4 [&_a:hover]:underline">{value}</p>
      <p className="text-muted flex flex-wrap gap-x-3 text-xs">{children}</p>
    </section>
  );
}
