import { Link } from '@tanstack/react-router';
import type { PolicyVersion } from 'agentaudit-client';
import { useMemo } from 'react';

import { Badge } from '../../../ui/badge.tsx';
import { Time } from '../../logs/time.tsx';
import { countOf } from '../policy-words.ts';
import { diffVersions, summarizeDiff } from './version-diff.ts';

interface VersionListProps {
  policyId: string;
  versions: readonly PolicyVersion[];
  inForceId: string;
  shownId: string | undefined;
  onOpen: () => void;
}

/** What each version changed; one of them is looked at. */
export function VersionList({ policyId, versions, inForceId, shownId, onOpen }: VersionListProps) {
  const summaries = useMemo(
    () => versions.map((version, place) => summaryOf(version, versions[place + 1])),
    [versions],
  );
  return (
    <ol aria-label="Versions" className="border-line bg-surface divide-line divide-y overflow-hidden rounded-lg border">
      {versions.map(({ id, version, createdAt, note }, place) => (
        <li key={id}>
          <Link
            to="/policies/$policyId/versions"
            params={{ policyId }}
            search={{ after: id }}
            replace
            onClick={onOpen}
            resetScroll={false}
            aria-current={id === shownId ? 'true' : undefined}
            className="not-aria-[current=true]:hover:bg-raised aria-[current=true]:bg-accent-soft grid gap-0.5 px-4 py-2.5 -outline-offset-2"
          >
            <span className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium">Version {version}</span>
              {id === inForceId && <Badge tone="ok">in force</Badge>}
              <span className="text-muted ml-auto text-xs">
                <Time at={createdAt} />
              </span>
            </span>
            {note !== undefined && <span className="break-words">{note}</span>}
            {summaries[place] !== undefined && (
              <span className="text-muted text-xs break-words">{summaries[place]}</span>
            )}
          </Link>
        </li>
      ))}
    </ol>
  );
}

function summaryOf(version: PolicyVersion, before: PolicyVersion | undefined): string | undefined {
  if (version.version === 1) return `Made with ${countOf(version.rules.length, 'rule')}`;
  if (before === undefined) return undefined;
  const summary = summarizeDiff(diffVersions(before, version));
  return summary === '' ? 'Kept as it was' : summary[0]!.toUpperCase() + summary.slice(1);
}
