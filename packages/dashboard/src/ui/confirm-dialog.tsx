import type { ReactNode } from 'react';

import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Failure } from './state.tsx';

export interface ConfirmDialogProps {
  /** The question. */
  title: string;
  /** What the button that does it says: a verb, never "OK". */
  verb: string;
  open: boolean;
  pending?: boolean;
  /** What went wrong when it was tried. */
  error?: unknown;
  /** Default `danger`. */
  look?: 'danger' | 'primary';
  onConfirm: () => void;
  onClose: () => void;
  /** What follows from it. */
  children?: ReactNode;
}

/** Asks once more, and says what follows. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, verb, open, pending = false, error, look = 'danger', onConfirm, onClose, children } = props;
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <div className="grid gap-4">
        {children}
        {error !== undefined && error !== null && <Failure error={error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look={look} disabled={pending} onClick={onConfirm}>
            {verb}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
