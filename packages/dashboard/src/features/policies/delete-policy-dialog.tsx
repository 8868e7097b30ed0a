import type { Policy } from 'agentaudit-client';

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { countOf } from './policy-words.ts';
import { usePolicyDeletion } from './use-policies.ts';

interface DeletePolicyDialogProps {
  policy: Policy | undefined;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeletePolicyDialog({ policy, onClose, onDeleted }: DeletePolicyDialogProps) {
  const deletion = usePolicyDeletion({ onDeleted });
  const agents = policy?.agentIds.length ?? 0;
  return (
    <ConfirmDialog
      title={`Delete ${policy?.name ?? 'policy'}?`}
      verb="Delete policy"
      open={policy !== undefined}
      pending={deletion.isPending}
      error={deletion.error}
      onConfirm={() => policy !== undefined && deletion.mutate(policy.id)}
      onClose={() => {
        deletion.reset();
        onClose();
      }}
    >
      <p>
        {agents === 0
          ? 'It is attached to no agent.'
          : `It stops holding for ${countOf(agents, 'agent')} with the next log.`}{' '}
        Rules that were copied for it go with it; logs and alerts that it led to stay as they are.
      </p>
    </ConfirmDialog>
  );
}
