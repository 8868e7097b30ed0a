import type { ReactNode } from 'react';

interface FormSectionProps {
  title: string;
  actions?: ReactNode;
  /** Whether its fields are there to be read alone; the actions stay. */
  isReadOnly?: boolean;
  children: ReactNode;
}

/** One question of a long form, framed and named. */
export function FormSection({ title, actions, isReadOnly = false, children }: FormSectionProps) {
  return (
    <section
      aria-label={title}
      className="border-line bg-surface grid min-w-0 content-start gap-4 rounded-lg border p-4"
    >
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        {actions}
      </div>
      {/* What stands in the fields is to be read. */}
      <fieldset disabled={isReadOnly} className="contents [&_:disabled]:bg-canvas [&_:disabled]:opacity-100!">
        {children}
      </fieldset>
    </section>
  );
}
