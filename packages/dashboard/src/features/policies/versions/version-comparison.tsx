import type { Policy, PolicyVersion } from 'agentaudit-client';
import { History } from 'lucide-react';
import { useMemo } from 'react';

import { Button } from '../../../ui/button.tsx';
import { Time } from '../../logs/time.tsx';
import { VersionChanges } from './version-changes.tsx';
import { diffVersions } from './version-diff.ts';

interface VersionComparisonProps {
  policy: Policy;
  /** Absent when `after` is the first. */
  before: PolicyVersion | undefined;
  after: PolicyVersion;
  /** Those that can be compared with. */
  versions: readonly PolicyVersion[];
  onBefore: (id: string) => void;
  /** Absent for those who may not. */
  onRestore: ((version: PolicyVersion) => void) | undefined;
}

export function VersionComparison(props: VersionComparisonProps) {
  const { policy, before, after, versions, onBefore, onRestore } = props;
  // The first version is told by the rules that it began with.
  const diff = useMemo(() => diffVersions(before ?? { ...after, rules: [] }, after), [before, after]);
  const choices = versions.filter(({ id }) => id !== after.id);
  const isListed = before === undefined || choices.some(({ id }) => id === before.id);
  return (
    <section
      aria-labelledby="comparison"
      className="border-line bg-surface grid min-w-0 content-start gap-4 rounded-lg border p-4"
    >
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <h2 id="comparison" className="font-semibold">
            {before === undefined
              ? `Version ${after.version}`
              : `From version ${before.version} to version ${after.version}`}
          </h2>
          <p className="text-muted text-xs">
            <Time at={after.createdAt} />
            {after.note !== undefined && `: ${after.note}`}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {choices.length > 0 && (
            <select
              aria-label="Compare with"
              value={before?.id ?? ''}
              onChange={({ target }) => onBefore(target.value)}
              className="border-line bg-surface h-8 max-w-full rounded-md border px-2"
            >
              {before === undefined && <option value="">Compare with…</option>}
              {!isListed && <option value={before.id}>with version {before.version}</option>}
              {choices.map(({ id, version }) => (
                <option key={id} value={id}>
                  with version {version}
                </option>
              ))}
            </select>
          )}
          {onRestore !== undefined && after.id !== policy.versionId && (
            <Button onClick={() => onRestore(after)}>
              <History size={14} aria-hidden /> Restore version {after.version}
            </Button>
          )}
        </div>
      </header>
      <VersionChanges diff={diff} />
    </section>
  );
}
