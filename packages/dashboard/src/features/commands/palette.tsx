import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useState } from 'react';

import { type Command, type CommandGroup, matches } from './command.ts';
import { Keys } from './keys.tsx';
import { useCommands } from './use-commands.ts';
import { useFound } from './use-found.ts';

/** Finds a page, an action, a name or a pasted id by what is typed, and goes there. */
export function Palette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const [text, setText] = useState('');
  const commands = useCommands({ onShortcuts });
  const found = useFound(text);
  const fitting = commands
    .map(({ value, items }) => ({ value, items: items.filter((command) => matches(command, text)) }))
    .filter(({ items }) => items.length > 0);
  // A pasted id is surely meant; what only resembles a search stands behind the commands.
  const groups: CommandGroup[] = found[0]?.value === 'Pasted' ? [...found, ...fitting] : [...fitting, ...found];
  const run = (command: Command) => {
    onClose();
    void command.run();
  };

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-black/40" />
        <Dialog.Popup
          aria-label="Command palette"
          className="border-line bg-surface fixed top-[12vh] left-1/2 flex max-h-[min(30rem,76vh)] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col overflow-hidden rounded-xl border shadow-xl"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            mode="none"
            value={text}
            onValueChange={(value, { reason }) => reason === 'item-press' || setText(value)}
            itemToStringValue={({ label }: Command) => label}
            autoHighlight="always"
            keepHighlight
          >
            <label className="border-line flex items-center gap-3 border-b px-4">
              <Search size={16} aria-hidden className="text-muted shrink-0" />
              <Autocomplete.Input
                aria-label="Page, action, name or id"
                placeholder="Page, action, name, or a pasted id"
                className="placeholder:text-muted h-12 w-full bg-transparent text-base outline-none"
              />
              <Dialog.Close className="sr-only">Close</Dialog.Close>
            </label>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto p-2">
              {(group: CommandGroup) => (
                <Autocomplete.Group key={group.value} items={group.items} className="not-last:mb-2">
                  <Autocomplete.GroupLabel className="text-muted px-2 py-1 text-xs font-medium">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(command: Command) => (
                      <Autocomplete.Item
                        key={command.value}
                        value={command}
                        onClick={() => run(command)}
                        className="data-highlighted:bg-accent-soft flex cursor-pointer items-center gap-3 rounded-md px-2 py-2"
                      >
                        <command.icon size={16} aria-hidden className="text-muted shrink-0" />
                        <span className="min-w-0 flex-1 truncate">{command.label}</span>
                        {command.kind !== undefined && <span className="text-muted text-xs">{command.kind}</span>}
                        {command.keys !== undefined && <Keys keys={command.keys} />}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          <p className="border-line text-muted flex flex-wrap gap-x-4 gap-y-1 border-t px-4 py-2 text-xs max-sm:hidden">
            <span className="flex items-center gap-1.5">
              <Keys keys={['↑', '↓']} /> choose
            </span>
            <span className="flex items-center gap-1.5">
              <Keys keys={['Enter']} /> go
            </span>
            <span className="flex items-center gap-1.5">
              <Keys keys={['Esc']} /> close
            </span>
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
