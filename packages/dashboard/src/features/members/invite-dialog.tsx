import type { Role } from 'agentaudit-client';
import type { FormEvent } from 'react';

import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/state.tsx';
import { textOf } from '../../ui/text-of.ts';
import { roleMeanings } from './roles.ts';
import { useInvite } from './use-members.ts';

interface InviteDialogProps {
  open: boolean;
  /** The roles on offer. */
  roles: readonly Role[];
  onClose: () => void;
}

/** Invites somebody, and hands the link out: it is for the inviter to send. */
export function InviteDialog({ open, roles, onClose }: InviteDialogProps) {
  const invite = useInvite();
  const close = () => {
    invite.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    invite.mutate({ email: textOf(form, 'email'), role: textOf(form, 'role') as Role });
  };
  return (
    <Dialog title="Invite somebody" open={open} onClose={close}>
      {invite.isSuccess ? (
        <InvitationLink email={invite.data.email} token={invite.data.token} onClose={close} />
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          {invite.isError && <Failure error={invite.error} />}
          <Field label="Email" name="email" type="email" maxLength={254} required autoFocus />
          <fieldset className="grid gap-2.5">
            <legend className="mb-2 font-medium">Role</legend>
            {roles.map((role) => (
              <CheckField
                key={role}
                type="radio"
                name="role"
                value={role}
                label={<span className="capitalize">{role}</span>}
                hint={roleMeanings[role]}
                defaultChecked={role === 'auditor'}
              />
            ))}
          </fieldset>
          <Button type="submit" look="primary" disabled={invite.isPending}>
            Make an invitation
          </Button>
        </form>
      )}
    </Dialog>
  );
}

function InvitationLink({ email, token, onClose }: { email: string; token: string; onClose: () => void }) {
  const link = `${location.origin}/accept-invitation#${token}`;
  return (
    <div className="grid gap-4">
      <p>
        Send this link to <strong className="font-semibold break-all">{email}</strong>. It is shown this once, and good
        for a week and one person.
      </p>
      <div className="border-line bg-canvas flex items-center justify-between gap-2 rounded-md border p-2 pl-3">
        <code className="font-mono text-xs break-all">{link}</code>
        <CopyButton text={link} label="Copy link" />
      </div>
      <Button look="primary" onClick={onClose}>
        Done
      </Button>
    </div>
  );
}
