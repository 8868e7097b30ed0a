import type { Policy } from 'agentaudit-client';
import type { FormEvent } from 'react';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/state.tsx';
import { PolicyFields, readPolicySettings } from './policy-fields.tsx';
import { usePolicyUpdate } from './use-policies.ts';

interface EditPolicyDialogProps {
  policy: Policy;
  open: boolean;
  onClose: () => void;
}

export function EditPolicyDialog({ policy, open, onClose }: EditPolicyDialogProps) {
  const update = usePolicyUpdate(policy.id, { onSaved: onClose });
  const close = () => {
    update.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { description, ...settings } = readPolicySettings(new FormData(event.currentTarget));
    update.mutate({ ...settings, description: description === '' ? null : description });
  };
  return (
    <Dialog title={`Edit ${policy.name}`} open={open} onClose={close}>
      <form onSubmit={submit} className="grid gap-5">
        <PolicyFields policy={policy} />
        {update.isError && <Failure error={update.error} />}
        <div className="flex flex-wrap items-center justify-end gap-2">
          <p className="text-muted mr-auto text-xs">A change makes version {policy.version + 1}.</p>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" disabled={update.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
