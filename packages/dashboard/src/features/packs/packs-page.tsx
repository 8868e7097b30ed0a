import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Pack } from 'agentaudit-client';

import { client } from '../../session/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';

/** Curated rules: what each looks for and which article it answers to, before and after it is installed. */
export function PacksPage() {
  const packs = useQuery({
    queryKey: ['packs'],
    queryFn: async ({ signal }) => await client.packs.list({}, { signal }),
  });
  return (
    <Page title="Compliance packs">
      <p className="text-muted -mt-2">Packs support monitoring. None of them is a certification.</p>
      {packs.isPending && <Skeleton />}
      {packs.isError && <Failure error={packs.error} onRetry={() => void packs.refetch()} />}
      <div className="grid gap-4 xl:grid-cols-2">
        {packs.data?.data.map((pack) => (
          <PackCard key={pack.id} pack={pack} />
        ))}
      </div>
    </Page>
  );
}

function PackCard({ pack }: { pack: Pack }) {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: async () => {
      if (pack.installed) await client.packs.uninstall(pack.id);
      else await client.packs.install(pack.id);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['packs'] }),
  });
  return (
    <article className="border-line bg-surface grid content-start gap-3 rounded-lg border p-4">
      <header className="flex items-start justify-between gap-3">
        <div className="grid gap-1">
          <h2 className="flex items-center gap-2 font-semibold">
            {pack.name} {pack.installed && <Badge tone="ok">installed</Badge>}
          </h2>
          <p className="text-muted">{pack.description}</p>
        </div>
        <Button
          look={pack.installed ? 'danger' : 'primary'}
          disabled={change.isPending}
          onClick={() => change.mutate()}
        >
          {pack.installed ? 'Remove' : 'Install'}
        </Button>
      </header>
      {change.isError && <Failure error={change.error} />}
      <details>
        <summary className="text-accent cursor-pointer">{pack.rules.length} rules</summary>
        <ul className="mt-2 grid gap-2">
          {pack.rules.map((rule) => (
            <li key={rule.key} className="border-line border-l-2 pl-3">
              <span className="font-medium">{rule.name}</span>{' '}
              <span className="text-muted text-xs">
                {rule.ruleType} · {rule.severity}
              </span>
              {rule.description !== undefined && <p className="text-muted text-xs">{rule.description}</p>}
            </li>
          ))}
        </ul>
      </details>
    </article>
  );
}
