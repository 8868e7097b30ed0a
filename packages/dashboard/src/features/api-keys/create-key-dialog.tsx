import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiKeyInput, Scope } from 'agentaudit-client';
import { scopes } from 'agentaudit-schemas';
import type { FormEvent } from 'react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Failure } from '../../ui/state.tsx';
import { textOf } from '../../ui/text-of.ts';
import { isUsual, scopeMeanings } from './key-scopes.ts';
import { NewKey } from './new-key.tsx';

const dayMs = 24 * 3600 * 1000;
const lifetimes = [
  { days: 0, label: 'Never' },
  { days: 30, label: 'After 30 days' },
  { days: 90, label: 'After 90 days' },
  { days: 365, label: 'After a year' },
];

export function CreateKeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (input: ApiKeyInput) => client.createApiKey(input),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(toInput(new FormData(event.currentTarget)));
  };
  const close = () => {
    create.reset();
    onClose();
  };
  return (
    <Dialog title="Create an API key" open={open} onClose={close}>
      {create.isSuccess ? (
        <NewKey apiKey={create.data.key} onSaved={close} />
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          {create.isError && <Failure error={create.error} />}
          <Field label="Name" name="name" placeholder="production-agent" maxLength={200} required autoFocus />
          <SelectField label="Ends" name="days">
            {lifetimes.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </SelectField>
          <details>
            <summary className="cursor-pointer font-medium">What the key may do</summary>
            <fieldset className="mt-3 grid gap-2.5">
              <legend className="sr-only">Scopes</legend>
              {scopes.map((scope) => (
                <CheckField
                  key={scope}
                  name="scopes"
                  value={scope}
                  label={<code className="font-mono text-xs">{scope}</code>}
                  hint={scopeMeanings[scope]}
                  defaultChecked={isUsual(scope)}
                />
              ))}
            </fieldset>
          </details>
          <Button type="submit" look="primary" disabled={create.isPending}>
            Create key
          </Button>
        </form>
      )}
    </Dialog>
  );
}

function toInput(form: FormData): ApiKeyInput {
  const days = Number(textOf(form, 'days'));
  return {
    name: textOf(form, 'name'),
    scopes: form.getAll('scopes') as Scope[],
    ...(days > 0 ? { expiresAt: new Date(Date.now() + days * dayMs).toISOString() } : {}),
  };
}
