import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Violation } from 'agentaudit-client';

import { client } from '../../session/session.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { markId, type PlacedViolation } from './marked-text.tsx';

const tones: Record<Violation['severity'], Tone> = { critical: 'bad', warning: 'warn', info: 'plain' };

/** What the rules found, which policy judged it in which version, and where it stands. */
export function ViolationList({ violations }: { violations: readonly PlacedViolation[] }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="font-semibold">Violations</h3>
      <ul className="grid gap-1.5">
        {violations.map((violation) => (
          <li key={violation.place} className="border-line grid gap-1 rounded-md border px-3 py-2">
            <div className="flex flex-wrap items-center gap-1.5">
              <Badge tone={tones[violation.severity]}>{violation.severity}</Badge>
              <span className="font-medium">{violation.ruleName}</span>
              {violation.label !== null && <Badge>{violation.label}</Badge>}
              <Badge tone={violation.action === 'block' ? 'bad' : 'plain'}>{violation.action}</Badge>
              {violation.shadow === true && <Badge tone="accent">shadow: without effect</Badge>}
            </div>
            {violation.excerpt !== null && <code className="font-mono text-xs break-all">{violation.excerpt}</code>}
            <p className="text-muted flex flex-wrap items-center gap-x-2 text-xs">
              {violation.field !== null && (
                <span className="break-all">
                  {violation.field}
                  {violation.start !== null && ` ${violation.start}–${violation.end}`}
                </span>
              )}
              <JudgedBy violation={violation} />
              {violation.start !== null && (
                <button
                  type="button"
                  onClick={() => showMark(violation.place)}
                  className="text-accent min-h-6 underline"
                >
                  Show
                </button>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function JudgedBy({ violation: { policyId, policyVersionId } }: { violation: Violation }) {
  const version = useQuery({
    queryKey: ['policy-version', policyId, policyVersionId],
    queryFn: ({ signal }) => client.policies.getVersion(policyId!, policyVersionId!, { signal }),
    enabled: policyId !== null && policyVersionId != null,
    staleTime: Infinity,
    retry: false,
  });
  if (policyId === null) return <span>held for the whole organization</span>;
  if (version.isSuccess) {
    return (
      <Link
        to="/policies/$policyId/versions"
        params={{ policyId }}
        search={{ after: version.data.id }}
        className="text-accent underline"
      >
        judged by {version.data.snapshot.name}, version {version.data.version}
      </Link>
    );
  }
  return <span className="break-all">judged by {policyVersionId ?? policyId}</span>;
}

function showMark(place: number): void {
  const mark = document.getElementById(markId(place));
  mark?.scrollIntoView({ block: 'center' });
  mark?.animate([{ outline: '3px solid currentcolor' }, { outline: '0 solid transparent' }], 1200);
}
