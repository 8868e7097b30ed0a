import { Dialog } from '../../ui/dialog.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useCharacterKeys } from './character-keys.ts';
import { Keys } from './keys.tsx';
import { shortcuts } from './shortcuts.ts';

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [areOn, setOn] = useCharacterKeys();
  return (
    <Dialog title="Keyboard shortcuts" open onClose={onClose}>
      <div className="grid gap-5">
        <div className="flex items-center justify-between gap-4">
          <p>
            Single letters
            <span className="text-muted block text-xs">
              Off, only keys with Ctrl or ⌘ work: for those who dictate, or touch keys by accident.
            </span>
          </p>
          <Switch label="Single letters as shortcuts" checked={areOn} onChange={setOn} />
        </div>
        <div className="gap-6 sm:columns-2">
          {shortcuts.map(({ where, keys }) => (
            <section key={where} aria-label={where} className="mb-5 break-inside-avoid">
              <h3 className="text-muted mb-1.5 text-xs font-medium">{where}</h3>
              <dl className="grid gap-1.5">
                {keys.map((shortcut) => (
                  <div key={shortcut.does} className="flex items-start justify-between gap-3">
                    <dt>{shortcut.does}</dt>
                    <dd>
                      <Keys keys={shortcut.keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
