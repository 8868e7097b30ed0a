import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Alert } from 'agentaudit-client';
import type { FormEvent } from 'react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/state.tsx';
import { textOf } from '../../ui/text-of.ts';

const dispositions = {
  true_positive: 'True positive: it was a violation',
  false_positive: 'False positive: the rule was wrong',
  accepted: 'Accepted: it was one, and that is fine',
} satisfies Record<NonNullable<Alert['disposition']>, string>;

interface ResolveDialogProps {
  ids: string[];
  onClose: () => void;
  onResolved: () => void;
}

/** Says once what several alerts turned out to be. */
export function ResolveDialog({ ids, onClose, onResolved }: ResolveDialogProps) {
  const queryClient = useQueryClient();
  const resolve = useMutation({
    mutationFn: async (form: FormData) => {
      const disposition = textOf(form, 'disposition') as keyof typeof dispositions;
      const note = textOf(form, 'note');
      for (const id of ids) await client.alerts.resolve(id, { disposition, ...(note === '' ? {} : { note }) });
    },
    onSuccess: onResolved,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['alerts'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    resolve.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog
      title={ids.length > 1 ? `Resolve ${ids.length} alerts` : 'Resolve alert'}
      open={ids.length > 0}
      onClose={onClose}
    >
      <form onSubmit={submit} className="grid gap-4">
        {resolve.isError && <Failure error={resolve.error} />}
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">What was it?</legend>
          {Object.entries(dispositions).map(([value, label], place) => (
            <label key={value} className="flex items-center gap-2">
              <input
                type="radio"
                name="disposition"
                value={value}
                defaultChecked={place === 0}
                className="accent-accent"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <label className="grid gap-1.5 font-medium">
          Note
          <textarea
            name="note"
            rows={3}
            maxLength={2000}
            className="border-line bg-surface rounded-md border px-3 py-2 font-normal"
          />
        </label>
        <Button type="submit" look="primary" disabled={resolve.isPending}>
          Resolve
        </Button>
      </form>
    </Dialog>
  );
}
