import { useEffect } from 'react';

import { isTyping } from '../commands/use-global-keys.ts';
import type { Steps } from './use-steps.ts';

interface ReplayKeysOptions {
  onPlay: () => void;
  onClose: () => void;
}

/** Steps with `.` and `,`, from mark to mark with `>` and `<`, plays with `p`; Escape closes the span. */
export function useReplayKeys({ place, go, goToMark }: Steps, { onPlay, onClose }: ReplayKeysOptions): void {
  useEffect(() => {
    const actions: Record<string, () => void> = {
      '.': () => go(place + 1),
      ',': () => go(place - 1),
      '>': () => goToMark(1),
      '<': () => goToMark(-1),
      p: onPlay,
      Escape: onClose,
    };
    const onKey = (event: KeyboardEvent) => {
      const action = actions[event.key];
      if (action === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const isInDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
      if (isInDialog || isTyping(event.target)) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [place, go, goToMark, onPlay, onClose]);
}
