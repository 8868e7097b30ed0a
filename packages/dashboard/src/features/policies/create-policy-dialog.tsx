import { useQuery } from '@tanstack/react-query';
import type { PackId, Policy } from 'agentaudit-client';
import { type FormEvent, useState } from 'react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Failure } from '../../ui/state.tsx';
import { PolicyFields, readPolicySettings } from './policy-fields.tsx';
import { usePolicyCreation } from './use-policies.ts';

interface CreatePolicyDialogProps {
  open: boolean;
  onClose: () => void;
  onCreated: (policy: Policy) => void;
}

/** A policy from nothing, or with copies of a pack's rules. */
export function CreatePolicyDialog({ open, onClose, onCreated }: CreatePolicyDialogProps) {
  const [packId, setPackId] = useState<PackId>();
  const packs = useQuery({
    queryKey: ['packs'],
    queryFn: async ({ signal }) => await client.packs.list({}, { signal }),
    enabled: open,
  });
  const pack = packs.data?.data.find(({ id }) => id === packId);
  const creation = usePolicyCreation({ onCreated });
  const close = () => {
    creation.reset();
    setPackId(undefined);
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { name, description, ...settings } = readPolicySettings(new FormData(event.currentTarget));
    creation.mutate({
      packId,
      name: name === '' ? (pack?.name ?? '') : name,
      ...(description === '' ? {} : { description }),
      ...settings,
    });
  };
  return (
    <Dialog title="New policy" open={open} onClose={close}>
      <form onSubmit={submit} className="grid gap-5">
        <SelectField
          label="Start with"
          value={packId ?? ''}
          onChange={({ target }) => setPackId(target.value === '' ? undefined : (target.value as PackId))}
          hint={
            pack === undefined
              ? 'You choose its rules on the next page.'
              : `${pack.description} The rules are copied: they are the policy’s own, and outlive the pack.`
          }
        >
          <option value="">No rules</option>
          {packs.data?.data.map(({ id, name, rules }) => (
            <option key={id} value={id}>
              {name}: {rules.length} rules
            </option>
          ))}
        </SelectField>
        <PolicyFields defaultName={pack?.name} />
        {creation.isError && <Failure error={creation.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" disabled={creation.isPending}>
            Create policy
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
