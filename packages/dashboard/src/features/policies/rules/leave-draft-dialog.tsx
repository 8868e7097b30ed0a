import { useBlocker } from '@tanstack/react-router';

import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';

/** Stands between unsaved rules and pages that are not of the same policy. */
export function LeaveDraftDialog({ policyId, when }: { policyId: string; when: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => when && !`${next.pathname}/`.startsWith(`/policies/${policyId}/`),
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
      <p>What you changed in the rules of this policy would be lost.</p>
    </ConfirmDialog>
  );
}
