import type { Pack } from 'agentaudit-client';

import { severities } from '../rules/rule-words.ts';

/** `15 rules: 4 critical, 7 warning, 4 info`. */
export function SeverityCounts({ pack }: { pack: Pack }) {
  const counts = severities
    .map((severity) => ({ severity, count: pack.rules.filter((rule) => rule.severity === severity).length }))
    .filter(({ count }) => count > 0);
  return (
    <span className="text-muted text-xs">
      {pack.rules.length} rules: {counts.map(({ severity, count }) => `${count} ${severity}`).join(', ')}
    </span>
  );
}
