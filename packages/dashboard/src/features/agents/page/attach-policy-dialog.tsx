import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Policy } from 'agentaudit-client';
import type { FormEvent } from 'react';

import { client } from '../../../session/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Failure } from '../../../ui/state.tsx';
import { textOf } from '../../../ui/text-of.ts';

interface AttachPolicyDialogProps {
  agentId: string;
  /** Those that are not attached yet. */
  policies: readonly Policy[];
  open: boolean;
  onClose: () => void;
}

export function AttachPolicyDialog({ agentId, policies, open, onClose }: AttachPolicyDialogProps) {
  const queryClient = useQueryClient();
  const attach = useMutation({
    mutationFn: (policyId: string) => client.policies.attachAgent(policyId, agentId),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['policies'] }),
  });
  const close = () => {
    attach.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    attach.mutate(textOf(new FormData(event.currentTarget), 'policyId'));
  };
  return (
    <Dialog title="Attach a policy" open={open} onClose={close}>
      <form onSubmit={submit} className="grid gap-4">
        <SelectField label="Policy" name="policyId" hint="It judges the agent from its next log on.">
          {policies.map(({ id, name, mode, shadow }) => (
            <option key={id} value={id}>
              {name} ({shadow ? `shadow, would ${mode}` : mode})
            </option>
          ))}
        </SelectField>
        {attach.isError && <Failure error={attach.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" disabled={attach.isPending}>
            Attach
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
