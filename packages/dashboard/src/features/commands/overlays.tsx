import { lazy, Suspense } from 'react';

import type { Overlay } from './use-global-keys.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet.tsx')).ShortcutSheet }));

interface OverlaysProps {
  /** Which one is open. */
  overlay: Overlay | undefined;
  onChange: (overlay: Overlay | undefined) => void;
}

/** The palette and the list of shortcuts, loaded when they are asked for. */
export function Overlays({ overlay, onChange }: OverlaysProps) {
  const close = () => onChange(undefined);
  return (
    <Suspense fallback={null}>
      {overlay === 'palette' && <Palette onClose={close} onShortcuts={() => onChange('shortcuts')} />}
      {overlay === 'shortcuts' && <ShortcutSheet onClose={close} />}
    </Suspense>
  );
}
