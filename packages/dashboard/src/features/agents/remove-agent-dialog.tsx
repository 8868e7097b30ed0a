import type { Agent } from 'agentaudit-client';

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useAgentRemoval } from './use-agents.ts';

interface RemoveAgentDialogProps {
  agent: Agent | undefined;
  onClose: () => void;
  onRemoved: () => void;
}

export function RemoveAgentDialog({ agent, onClose, onRemoved }: RemoveAgentDialogProps) {
  const removal = useAgentRemoval({ onRemoved });
  return (
    <ConfirmDialog
      title={`Remove ${agent?.name ?? 'agent'}?`}
      verb="Remove agent"
      open={agent !== undefined}
      pending={removal.isPending}
      error={removal.error}
      onConfirm={() => agent !== undefined && removal.mutate(agent.id)}
      onClose={() => {
        removal.reset();
        onClose();
      }}
    >
      <p>
        Its policies no longer hold for it, and its name is gone. Its logs and alerts stay, and it can go on logging
        under its id.
      </p>
    </ConfirmDialog>
  );
}
