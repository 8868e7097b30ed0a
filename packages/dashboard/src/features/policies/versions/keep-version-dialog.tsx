import type { Policy, PolicyVersion } from 'agentaudit-client';
import type { FormEvent } from 'react';

import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/state.tsx';
import { TextAreaField } from '../../../ui/text-area-field.tsx';
import { textOf } from '../../../ui/text-of.ts';
import { useVersionMaking } from './use-versions.ts';

interface KeepVersionDialogProps {
  policy: Policy;
  open: boolean;
  onClose: () => void;
  onKept: (version: PolicyVersion) => void;
}

/** Marks the policy as it stands, with a word on why. */
export function KeepVersionDialog({ policy, open, onClose, onKept }: KeepVersionDialogProps) {
  const making = useVersionMaking(policy.id, { onMade: onKept });
  const close = () => {
    making.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    making.mutate({ note: textOf(new FormData(event.currentTarget), 'note').trim() });
  };
  return (
    <Dialog title="Keep a version" open={open} onClose={close}>
      <form onSubmit={submit} className="grid gap-4">
        <p>
          Every change makes a version by itself. Version {policy.version + 1} would say the same as version{' '}
          {policy.version}, with your note.
        </p>
        <TextAreaField
          label="Note"
          name="note"
          rows={3}
          maxLength={2000}
          placeholder="Before the audit in June"
          autoFocus
        />
        {making.isError && <Failure error={making.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" disabled={making.isPending}>
            Keep version
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
