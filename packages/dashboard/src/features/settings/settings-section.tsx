import { type ReactNode, useId } from 'react';

interface SettingsSectionProps {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** One matter of the settings. */
export function SettingsSection({ title, about, actions, children }: SettingsSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-line bg-surface grid gap-4 rounded-lg border p-4 md:p-5">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          {about !== undefined && <p className="text-muted max-w-prose">{about}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
