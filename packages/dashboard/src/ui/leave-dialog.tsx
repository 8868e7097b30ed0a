import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { ConfirmDialog } from './confirm-dialog.tsx';

interface LeaveDialogProps {
  /** While there is unsaved work. */
  when: boolean;
  /** Whether the way between two paths leaves the work behind. */
  leaves: (current: string, next: string) => boolean;
  /** What would be lost. */
  children: ReactNode;
}

/** Stands between unsaved work and another page. */
export function LeaveDialog({ when, leaves, children }: LeaveDialogProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && leaves(current.pathname, next.pathname),
    enableBeforeUnload: when,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      title="Leave without saving?"
      verb="Leave"
      open={blocker.status === 'blocked'}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      <p>{children}</p>
    </ConfirmDialog>
  );
}
