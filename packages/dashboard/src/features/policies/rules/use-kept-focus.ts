import { type RefObject, useLayoutEffect, useState } from 'react';

type Direction = 'up' | 'down';

/** A row that moves takes the focus with it: on the button that moved it, or at an end of the list on the other. */
export function useKeptFocus(row: RefObject<HTMLElement | null>): (direction: Direction) => void {
  const [moved, setMoved] = useState<{ direction: Direction }>();
  useLayoutEffect(() => {
    if (moved === undefined) return;
    const other = moved.direction === 'up' ? 'down' : 'up';
    const buttons = [moved.direction, other].map((direction) =>
      row.current?.querySelector<HTMLButtonElement>(`[data-move="${direction}"]`),
    );
    buttons.find((button) => button?.disabled === false)?.focus();
  }, [moved, row]);
  return (direction) => setMoved({ direction });
}
