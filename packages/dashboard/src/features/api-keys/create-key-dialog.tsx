import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/state.tsx';
import { textOf } from '../../ui/text-of.ts';
import { NewKey } from './new-key.tsx';

export function CreateKeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (name: string) => client.createApiKey({ name }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(textOf(new FormData(event.currentTarget), 'name'));
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
          <Button type="submit" look="primary" disabled={create.isPending}>
            Create key
          </Button>
        </form>
      )}
    </Dialog>
  );
}
