import type { Pack } from 'agentaudit-client';

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useRulePolicies, useRules } from '../rules/use-rules.ts';
import { toPackState } from './pack-state.ts';
import { usePackChange } from './use-packs.ts';

interface RemovePackDialogProps {
  pack: Pack;
  open: boolean;
  onClose: () => void;
}

/** Says what goes with the pack, and what stays. */
export function RemovePackDialog({ pack, open, onClose }: RemovePackDialogProps) {
  const removal = usePackChange('remove', { onDone: onClose });
  const rules = useRules();
  const policies = useRulePolicies();
  const own = rules.data?.filter(({ packId }) => packId === pack.id) ?? [];
  const changed = toPackState(pack, own).filter(({ isChanged }) => isChanged).length;
  const names = new Set(own.flatMap(({ id }) => policies.data?.get(id)?.map(({ name }) => name) ?? []));
  const close = () => {
    removal.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Remove ${pack.name}?`}
      verb="Remove pack"
      open={open}
      pending={removal.isPending}
      error={removal.error}
      onConfirm={() => removal.mutate(pack.id)}
      onClose={close}
    >
      <p>
        {own.length === 1 ? 'Its rule is deleted' : `Its ${own.length} rules are deleted`} and judges no log any more.
        Logs and alerts stay, and so do copies in policies that were made from the pack.
      </p>
      {changed > 0 && (
        <p>
          <strong>
            {changed} of them {changed === 1 ? 'was' : 'were'} changed
          </strong>{' '}
          since: installing the pack again does not bring that back.
        </p>
      )}
      {names.size > 0 && (
        <p>
          They leave {names.size === 1 ? 'the policy' : `${names.size} policies`}{' '}
          <strong>{[...names].join(', ')}</strong>, and each gets a new version.
        </p>
      )}
    </ConfirmDialog>
  );
}
