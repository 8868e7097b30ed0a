import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';

import { client } from '../../session/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { Time } from '../logs/time.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';

export function ApiKeysPage() {
  const creating = useSearch({ from: '/signed-in/api-keys' }).new === true;
  const navigate = useNavigate({ from: '/api-keys' });
  const setCreating = (isNew: boolean) => void navigate({ search: isNew ? { new: true } : {}, replace: !isNew });
  const queryClient = useQueryClient();
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: async ({ signal }) => await client.listApiKeys({ limit: 500 }, { signal }),
  });
  const remove = useMutation({
    mutationFn: (id: string) => client.deleteApiKey(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  return (
    <Page
      title="API keys"
      actions={
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus size={14} aria-hidden /> Create key
        </Button>
      }
    >
      {keys.isPending && <Skeleton rows={4} />}
      {(keys.isError || remove.isError) && (
        <Failure error={keys.error ?? remove.error} onRetry={() => void keys.refetch()} />
      )}
      {keys.isSuccess && keys.data.data.length === 0 && (
        <Empty title="No keys yet">An agent needs one to send its logs. It is shown once, when it is made.</Empty>
      )}
      {keys.isSuccess && keys.data.data.length > 0 && (
        <ul className="border-line bg-surface divide-line divide-y rounded-lg border">
          {keys.data.data.map((key) => (
            <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="grid min-w-48 flex-1 gap-1">
                <span className="font-medium">{key.name}</span>
                <code className="text-muted font-mono text-xs">{key.prefix}…</code>
              </div>
              <div className="flex flex-wrap gap-1">
                {key.scopes.map((scope) => (
                  <Badge key={scope}>{scope}</Badge>
                ))}
              </div>
              <span className="text-muted text-xs">
                {key.lastUsedAt === null ? (
                  'Never used'
                ) : (
                  <>
                    Used <Time at={key.lastUsedAt} />
                  </>
                )}
              </span>
              <Button
                look="danger"
                disabled={remove.isPending}
                onClick={() => confirm(`Delete ${key.name}? Agents that use it stop at once.`) && remove.mutate(key.id)}
              >
                Delete
              </Button>
            </li>
          ))}
        </ul>
      )}
      <CreateKeyDialog open={creating} onClose={() => setCreating(false)} />
    </Page>
  );
}
