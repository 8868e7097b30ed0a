import { useBlocker } from '@tanstack/react-router';

import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';

/** Stands between unsaved work and another page. */
export function LeaveDialog({ when }: { when: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
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
      <p>What you changed in this rule would be lost.</p>
    </ConfirmDialog>
  );
}
