import type { ComplianceRule, Policy } from 'agentaudit-client';

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useRuleDeletion } from './use-rules.ts';

interface DeleteRuleDialogProps {
  rule: ComplianceRule | undefined;
  /** Those that it is part of. */
  policies: readonly Policy[];
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteRuleDialog({ rule, policies, onClose, onDeleted }: DeleteRuleDialogProps) {
  const deletion = useRuleDeletion({ onDeleted });
  const close = () => {
    deletion.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Delete ${rule?.name ?? 'rule'}?`}
      verb="Delete rule"
      open={rule !== undefined}
      pending={deletion.isPending}
      error={deletion.error}
      onConfirm={() => rule !== undefined && deletion.mutate(rule.id)}
      onClose={close}
    >
      <p>It stops judging with the next log. Logs and alerts that it led to stay as they are.</p>
      {policies.length > 0 && (
        <p>
          It leaves {policies.length === 1 ? 'the policy' : `${policies.length} policies`}{' '}
          <strong>{policies.map(({ name }) => name).join(', ')}</strong>, and each gets a new version.
        </p>
      )}
      {rule?.packId !== undefined && <p>It came with the pack {rule.packId}, which can put it back as it was.</p>}
    </ConfirmDialog>
  );
}
