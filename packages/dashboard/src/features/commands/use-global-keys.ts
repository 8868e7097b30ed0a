import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

import { areCharacterKeysOn } from './character-keys.ts';
import { goKeys } from './go-keys.ts';
import { isPaletteKey } from './key-names.ts';

/** How long after `g` its second letter may come. */
const sequenceMs = 1500;

export type Overlay = 'palette' | 'shortcuts';

/**
 * The keys that work on every screen. They are heard before any screen hears them: the second letter
 * of a sequence is nobody else's, and with single letters switched off no screen gets one.
 */
export function useGlobalKeys(open: (overlay: Overlay) => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let startedAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if (isPaletteKey(event)) {
        take(event);
        open('palette');
        return;
      }
      if (!isCharacter(event) || isTyping(event.target)) return;
      if (!areCharacterKeysOn()) {
        event.stopImmediatePropagation();
        return;
      }
      if (isInDialog(event.target)) return;
      const isSecond = event.timeStamp - startedAt < sequenceMs;
      startedAt = event.key === 'g' && !isSecond ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const to = isSecond ? goKeys[event.key] : undefined;
      if (to !== undefined) void navigate({ to });
      else if (event.key === '?') open('shortcuts');
      else if (event.key === '/') focusSearch();
      else if (event.key !== 'g' && !isSecond) return;
      take(event);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [navigate, open]);
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isCharacter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
}

/** Letters belong to a text, and to lists that are searched by typing. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit|range)$/.test(target.type);
  return (
    target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="listbox"], [role="menu"], [role="combobox"]') !== null
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
}

/** The first search field of the screen, where it has one. */
function focusSearch(): void {
  document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus();
}
