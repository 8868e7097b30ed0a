import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ApiKey } from 'agentaudit-client';
import { Plus } from 'lucide-react';
import { useState } from 'react';

import { client } from '../../session/session.ts';
import { useAccount, useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { ApiKeyRow } from './api-key-row.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';

export function ApiKeysPage() {
  const creating = useSearch({ from: '/signed-in/api-keys' }).new === true;
  const navigate = useNavigate({ from: '/api-keys' });
  const setCreating = (isNew: boolean) => void navigate({ search: isNew ? { new: true } : {}, replace: !isNew });
  const [leaving, setLeaving] = useState<ApiKey>();
  const mayAdminister = useMay('administer');
  const account = useAccount();
  const queryClient = useQueryClient();
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: async ({ signal }) => await client.listApiKeys({ limit: 500 }, { signal }),
    enabled: mayAdminister === true,
  });
  const remove = useMutation({
    mutationFn: (id: string) => client.deleteApiKey(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const keep = () => {
    setLeaving(undefined);
    remove.reset();
  };
  if (mayAdminister === false) {
    return (
      <Page title="API keys">
        <Empty title="Keys are not part of your role">Owners and admins make them, and hand them to agents.</Empty>
      </Page>
    );
  }
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus size={14} aria-hidden /> Create key
    </Button>
  );
  return (
    <Page title="API keys" actions={create}>
      {account.isError && <Failure error={account.error} onRetry={() => void account.refetch()} />}
      {keys.isPending && !account.isError && <Skeleton rows={4} />}
      {keys.isError && <Failure error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isSuccess && keys.data.data.length === 0 && (
        <Empty title="No keys yet">
          <p>An agent needs one to send its logs. It is shown once, when it is made.</p>
          <div className="mt-4">{create}</div>
        </Empty>
      )}
      {keys.isSuccess && keys.data.data.length > 0 && (
        <ul aria-label="API keys" className="border-line bg-surface divide-line divide-y rounded-lg border">
          {keys.data.data.map((key) => (
            <ApiKeyRow key={key.id} apiKey={key} onDelete={() => setLeaving(key)} />
          ))}
        </ul>
      )}
      <CreateKeyDialog open={creating} onClose={() => setCreating(false)} />
      <ConfirmDialog
        title="Delete this key?"
        verb="Delete key"
        open={leaving !== undefined}
        pending={remove.isPending}
        error={remove.error}
        onClose={keep}
        onConfirm={() => leaving !== undefined && remove.mutate(leaving.id, { onSuccess: keep })}
      >
        <p className="text-muted">
          Agents that use {leaving?.name} ({leaving?.prefix}…) are refused from that moment on. What they sent stays.
        </p>
      </ConfirmDialog>
    </Page>
  );
}
