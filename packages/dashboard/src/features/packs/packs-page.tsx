import { Link } from '@tanstack/react-router';
import type { Pack } from 'agentaudit-client';

import { Badge } from '../../ui/badge.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { PackButtons } from './pack-buttons.tsx';
import { SeverityCounts } from './severity-counts.tsx';
import { usePacks } from './use-packs.ts';

/** Curated rules, by the framework that they help to watch. */
export function PacksPage() {
  const packs = usePacks();
  return (
    <Page
      title="Compliance packs"
      actions={
        <Link to="/rules" className="text-accent px-2 underline">
          Rules
        </Link>
      }
    >
      <p className="text-muted -mt-2">
        Rules by framework, each with the clause that it helps to watch. Packs support monitoring: none of them is a
        certification.
      </p>
      {packs.isPending && <Skeleton />}
      {packs.isError && <Failure error={packs.error} onRetry={() => void packs.refetch()} />}
      {packs.isSuccess && packs.data.data.length === 0 && (
        <Empty title="This server has no packs">
          <Link to="/rules/new" className="text-accent underline">
            Write a rule of your own
          </Link>
        </Empty>
      )}
      <div className="grid gap-4 pb-6 lg:grid-cols-2 2xl:grid-cols-3">
        {packs.data?.data.map((pack) => (
          <PackCard key={pack.id} pack={pack} />
        ))}
      </div>
    </Page>
  );
}

function PackCard({ pack }: { pack: Pack }) {
  return (
    <article className="border-line bg-surface grid grid-rows-[1fr_auto] gap-4 rounded-lg border p-4">
      <div className="grid content-start gap-1">
        <h2 className="flex items-center gap-2 font-semibold">
          <Link to="/packs/$packId" params={{ packId: pack.id }} className="hover:text-accent hover:underline">
            {pack.name}
          </Link>
          {pack.installed && <Badge tone="ok">installed</Badge>}
        </h2>
        <p className="text-muted">{pack.description}</p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="grid gap-0.5">
          <SeverityCounts pack={pack} />
          <Link
            to="/packs/$packId"
            params={{ packId: pack.id }}
            className="text-accent underline"
            aria-label={`Rules and citations of ${pack.name}`}
          >
            Rules and citations
          </Link>
        </div>
        <PackButtons pack={pack} />
      </div>
    </article>
  );
}
