import type { PolicyAnalytics } from 'agentaudit-client';

import { SeverityBadge } from '../../rules/rule-badges.tsx';
import { severities } from '../../rules/rule-words.ts';
import { shareOf } from './share.ts';

export function SeverityCounts({ counts }: { counts: PolicyAnalytics['bySeverity'] }) {
  const all = severities.reduce((sum, severity) => sum + counts[severity], 0);
  if (all === 0) return <p className="text-muted">Nothing was found, or in shadow alone.</p>;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2">
      {severities.map((severity) => (
        <div key={severity} className="contents">
          <dt>
            <SeverityBadge severity={severity} />
          </dt>
          <dd aria-hidden className="bg-raised h-1.5 rounded">
            <span className="bg-accent block h-1.5 rounded" style={{ width: `${(counts[severity] / all) * 100}%` }} />
          </dd>
          <dd className="text-right tabular-nums">
            {counts[severity].toLocaleString()}{' '}
            <span className="text-muted text-xs">{shareOf(counts[severity], all)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
