import type { Member } from 'agentaudit-client';

import { signOut } from '../../session/session.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useRemoveMember } from './use-members.ts';

interface RemoveMemberDialogProps {
  /** Whom it is about; `undefined` closes it. */
  member: Member | undefined;
  isSelf: boolean;
  onClose: () => void;
}

export function RemoveMemberDialog({ member, isSelf, onClose }: RemoveMemberDialogProps) {
  const remove = useRemoveMember();
  const close = () => {
    remove.reset();
    onClose();
  };
  if (member === undefined) return null;
  const isInvited = member.status === 'invited';
  return (
    <ConfirmDialog
      title={isSelf ? 'Leave the organization?' : isInvited ? 'Withdraw the invitation?' : 'Remove this member?'}
      verb={isSelf ? 'Leave' : isInvited ? 'Withdraw' : 'Remove'}
      open
      pending={remove.isPending}
      error={remove.error}
      onClose={close}
      onConfirm={() => remove.mutate(member.id, { onSuccess: () => (isSelf ? void signOut() : close()) })}
    >
      <p className="text-muted">
        {isSelf && 'You are signed out at once. Somebody would have to invite you again.'}
        {!isSelf && isInvited && `The link that ${member.email} was sent stops working.`}
        {!isSelf && !isInvited && `${member.email} is signed out at once. What they decided stays in the record.`}
      </p>
    </ConfirmDialog>
  );
}
