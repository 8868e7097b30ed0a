import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, LoaderCircle } from 'lucide-react';

import { client } from '../../session/session.ts';
import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/state.tsx';
import { NewKey } from '../api-keys/new-key.tsx';
import { useState } from 'react';
import { Snippets } from './snippets.tsx';

const pollMs = 1500;

/** From an empty account to the first log that appears by itself. */
export function WelcomePage() {
  const mayAdminister = useMay('administer');
  const [saved, setSaved] = useState(false);
  const create = useMutation({ mutationFn: () => client.createApiKey({ name: 'my first agent' }) });
  const first = useQuery({
    queryKey: ['first-log'],
    queryFn: async ({ signal }) => await client.query({ limit: 1, payload: false }, { signal }),
    refetchInterval: (query) => (query.state.data?.data.length === 1 ? false : pollMs),
    enabled: create.isSuccess || mayAdminister === false,
  });
  const log = first.data?.data[0];
  return (
    <Page title="Welcome">
      <ol className="grid max-w-3xl grid-cols-1 gap-6">
        <li className="border-line bg-surface grid grid-cols-1 gap-3 rounded-lg border p-5">
          <h2 className="font-semibold">1. Make a key for your agent</h2>
          {create.isError && <Failure error={create.error} />}
          {mayAdminister === false && (
            <p className="text-muted">Keys are not part of your role: ask an owner or admin for one.</p>
          )}
          {mayAdminister === true && !create.isSuccess && (
            <Button
              look="primary"
              className="justify-self-start"
              disabled={create.isPending}
              onClick={() => create.mutate()}
            >
              Make a key
            </Button>
          )}
          {create.isSuccess && !saved && <NewKey apiKey={create.data.key} onSaved={() => setSaved(true)} />}
          {saved && (
            <p className="text-ok flex items-center gap-2">
              <CircleCheck size={16} aria-hidden /> Saved. <CopyButton text={create.data!.key} label="Copy once more" />
            </p>
          )}
        </li>
        <li className="border-line bg-surface grid grid-cols-1 gap-3 rounded-lg border p-5">
          <h2 className="font-semibold">2. Send the first log</h2>
          <Snippets apiKey={create.data?.key ?? 'aa_your_key_here'} />
        </li>
        <li className="border-line bg-surface grid grid-cols-1 gap-3 rounded-lg border p-5" aria-live="polite">
          <h2 className="font-semibold">3. See it arrive</h2>
          {log === undefined ? (
            <p className="text-muted flex items-center gap-2">
              <LoaderCircle size={16} className="animate-spin" aria-hidden /> Waiting for your first log…
            </p>
          ) : (
            <p className="flex flex-wrap items-center gap-2">
              <CircleCheck size={16} className="text-ok" aria-hidden />
              <span className="font-medium">{log.action}</span> arrived.
              <Link to="/logs" search={{ log: log.id }} className="text-accent underline">
                Open it
              </Link>
            </p>
          )}
        </li>
      </ol>
    </Page>
  );
}
