import { Monitor, Moon, Sun } from 'lucide-react';

import { type Theme, themes, useTheme } from './theme.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } satisfies Record<Theme, unknown>;

export function ThemePicker() {
  const [theme, setTheme] = useTheme();
  return (
    <div role="radiogroup" aria-label="Theme" className="border-line flex rounded-md border p-0.5">
      {themes.map((name) => {
        const Icon = icons[name];
        return (
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={theme === name}
            aria-label={name}
            title={name}
            onClick={() => setTheme(name)}
            className="text-muted aria-checked:bg-raised aria-checked:text-ink grid size-6 place-content-center rounded"
          >
            <Icon size={14} aria-hidden />
          </button>
        );
      })}
    </div>
  );
}
