import { Link, useParams } from '@tanstack/react-router';
import type { Pack } from 'agentaudit-client';

import { useMay } from '../../session/use-account.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { useRuleHits, useRules } from '../rules/use-rules.ts';
import { PackButtons } from './pack-buttons.tsx';
import { PackRuleItem } from './pack-rule-item.tsx';
import { countMissing, toPackState } from './pack-state.ts';
import { SeverityCounts } from './severity-counts.tsx';
import { usePackChange, usePacks } from './use-packs.ts';

/** One pack: each rule with what it looks for, the clause it answers to, and what became of it here. */
export function PackPage() {
  const { packId } = useParams({ from: '/signed-in/packs/$packId' });
  const packs = usePacks();
  const pack = packs.data?.data.find(({ id }) => id === packId);
  return (
    <Page
      title={pack?.name ?? 'Pack'}
      actions={
        <>
          <Link to="/packs" className="text-accent px-2 underline">
            All packs
          </Link>
          {pack !== undefined && <PackButtons pack={pack} />}
        </>
      }
    >
      {packs.isPending && <Skeleton />}
      {packs.isError && <Failure error={packs.error} onRetry={() => void packs.refetch()} />}
      {packs.isSuccess && pack === undefined && (
        <Empty title={`There is no pack ${packId}`}>
          <Link to="/packs" className="text-accent underline">
            See the packs that there are
          </Link>
        </Empty>
      )}
      {pack !== undefined && <PackDetail pack={pack} />}
    </Page>
  );
}

function PackDetail({ pack }: { pack: Pack }) {
  const rules = useRules();
  const hits = useRuleHits();
  const restore = usePackChange('install', { onDone: () => undefined });
  const mayManage = useMay('manage') === true;
  const states = toPackState(pack, rules.data ?? []);
  const missing = rules.isSuccess ? countMissing(pack, rules.data) : 0;
  return (
    <div className="grid shrink-0 gap-4 pb-6">
      <div className="-mt-2 grid justify-items-start gap-1">
        <p className="text-muted max-w-prose">{pack.description}</p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {pack.installed && <Badge tone="ok">installed</Badge>}
          <SeverityCounts pack={pack} />
          {pack.installed && (
            <Link to="/rules" search={{ pack: pack.id }} className="text-accent text-xs underline">
              Show them among all rules
            </Link>
          )}
        </p>
      </div>
      {restore.isError && <Failure error={restore.error} />}
      {missing > 0 && (
        <div className="border-line bg-warn-soft text-warn flex flex-wrap items-center justify-between gap-3 rounded-lg border px-4 py-3">
          <span>
            {missing === 1 ? 'One rule of this pack was' : `${missing} rules of this pack were`} deleted here.
          </span>
          {mayManage && (
            <Button disabled={restore.isPending} onClick={() => restore.mutate(pack.id)}>
              Put back
            </Button>
          )}
        </div>
      )}
      <ul className="border-line bg-surface divide-line divide-y rounded-lg border">
        {states.map((state) => (
          <PackRuleItem
            key={state.rule.key}
            pack={pack}
            state={state}
            hits={state.installed && hits.data ? (hits.data.get(state.installed.id) ?? 0) : undefined}
          />
        ))}
      </ul>
    </div>
  );
}
