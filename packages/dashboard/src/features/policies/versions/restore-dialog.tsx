import type { Policy, PolicyVersion } from 'agentaudit-client';
import { useMemo } from 'react';

import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useVersionMaking } from './use-versions.ts';
import { VersionChanges } from './version-changes.tsx';
import { diffVersions } from './version-diff.ts';

interface RestoreDialogProps {
  policy: Policy;
  /** The version to go back to; undefined while nobody wants to. */
  version: PolicyVersion | undefined;
  inForce: PolicyVersion | undefined;
  onClose: () => void;
  onRestored: (version: PolicyVersion) => void;
}

/** Shows what going back would change before it is done. */
export function RestoreDialog({ policy, version, inForce, onClose, onRestored }: RestoreDialogProps) {
  const making = useVersionMaking(policy.id, { onMade: onRestored });
  const diff = useMemo(
    () => (version === undefined || inForce === undefined ? undefined : diffVersions(inForce, version)),
    [version, inForce],
  );
  return (
    <ConfirmDialog
      title={`Restore version ${version?.version ?? ''}?`}
      verb="Restore"
      look="primary"
      open={version !== undefined}
      pending={making.isPending}
      error={making.error}
      onConfirm={() => version !== undefined && making.mutate({ restore: version.id })}
      onClose={() => {
        making.reset();
        onClose();
      }}
    >
      <p>
        It becomes version {policy.version + 1}, and holds from the next log on. Attached agents stay as they are. Rules
        that were deleted come back as the policy’s own; rules that it shares with others stay as they now are.
      </p>
      {diff !== undefined && (
        <div className="border-line border-t pt-4">
          <VersionChanges diff={diff} />
        </div>
      )}
    </ConfirmDialog>
  );
}
