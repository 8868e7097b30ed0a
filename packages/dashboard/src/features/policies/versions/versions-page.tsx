import { useNavigate, useSearch } from '@tanstack/react-router';
import type { PolicyVersion } from 'agentaudit-client';
import { Bookmark } from 'lucide-react';
import { useRef, useState } from 'react';

import { useMay } from '../../../session/use-account.ts';
import { Button } from '../../../ui/button.tsx';
import { Failure, Skeleton } from '../../../ui/state.tsx';
import { usePolicyContext } from '../policy-context.ts';
import { countOf } from '../policy-words.ts';
import { KeepVersionDialog } from './keep-version-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { usePreviousVersion, useVersion, useVersions } from './use-versions.ts';
import { VersionComparison } from './version-comparison.tsx';
import { VersionList } from './version-list.tsx';
import type { VersionSearch } from './version-search.ts';

/** What a policy was, what each change changed, and the way back. */
export function VersionsPage() {
  const { policy } = usePolicyContext();
  const search = useSearch({ from: '/signed-in/policy/policies/$policyId/versions' });
  const navigate = useNavigate({ from: '/policies/$policyId/versions' });
  const list = useVersions(policy.id);
  const mayManage = useMay('manage') === true;
  const versions = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const after = useVersion(policy.id, search.after ?? versions[0]?.id, versions);
  const chosen = useVersion(policy.id, search.before, versions);
  const previous = usePreviousVersion(policy, after.data, { known: versions, enabled: search.before === undefined });
  const [keeping, setKeeping] = useState(false);
  const [restoring, setRestoring] = useState<PolicyVersion>();
  const comparison = useRef<HTMLDivElement>(null);
  const [done, setDone] = useState('');
  const change = (next: VersionSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const isCompared = search.before === undefined ? previous.isKnown : chosen.isSuccess;
  const failed = [list, after, chosen, previous].find(({ isError }) => isError);

  return (
    <div className="grid gap-3 pb-6">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{countOf(policy.version, 'version')}</h2>
        {mayManage && (
          <Button onClick={() => setKeeping(true)}>
            <Bookmark size={14} aria-hidden /> Keep a version
          </Button>
        )}
      </div>
      <p
        role="status"
        className={done === '' ? 'sr-only' : 'border-line bg-ok-soft text-ok rounded-lg border px-4 py-2.5'}
      >
        {done}
      </p>
      {failed !== undefined && <Failure error={failed.error} onRetry={() => void failed.refetch()} />}
      {list.isPending && <Skeleton />}
      {list.isSuccess && (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
          <div className="grid min-w-0 gap-3">
            <VersionList
              policyId={policy.id}
              versions={versions}
              inForceId={policy.versionId}
              shownId={after.data?.id}
              onOpen={() => bringIntoView(comparison.current)}
            />
            {list.hasNextPage && (
              <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show older versions
              </Button>
            )}
          </div>
          <div ref={comparison} className="min-w-0 scroll-mt-4">
            {list.isSuccess && !isCompared && failed === undefined && <Skeleton rows={4} />}
            {after.data !== undefined && isCompared && (
              <VersionComparison
                policy={policy}
                before={search.before === undefined ? previous.version : chosen.data}
                after={after.data}
                versions={versions}
                onBefore={(before) => change({ ...search, before })}
                onRestore={mayManage ? setRestoring : undefined}
              />
            )}
          </div>
        </div>
      )}
      <KeepVersionDialog
        policy={policy}
        open={keeping}
        onClose={() => setKeeping(false)}
        onKept={({ version }) => {
          setKeeping(false);
          setDone(`Version ${version} is kept.`);
          change({});
        }}
      />
      <RestoreDialog
        policy={policy}
        version={restoring}
        inForce={versions.find(({ id }) => id === policy.versionId)}
        onClose={() => setRestoring(undefined)}
        onRestored={({ version }) => {
          setDone(`Version ${version} is in force. It says what version ${restoring?.version ?? ''} said.`);
          setRestoring(undefined);
          change({});
        }}
      />
    </div>
  );
}

/** On a narrow screen the comparison lies below the list. */
function bringIntoView(element: HTMLElement | null): void {
  if (!matchMedia('(min-width: 64rem)').matches) element?.scrollIntoView({ block: 'start' });
}
