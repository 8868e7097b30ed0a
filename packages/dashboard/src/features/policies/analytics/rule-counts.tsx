import type { PolicyAnalytics } from 'agentaudit-client';

import { RuleName } from '../../rules/rule-name.tsx';
import { CountTable } from './count-table.tsx';
import { shareOf } from './share.ts';

type RuleCount = PolicyAnalytics['byRule'][number];

/** What each rule found, and what it costs to ask it. */
export function RuleCounts({ rules, heldIds }: { rules: readonly RuleCount[]; heldIds: readonly string[] }) {
  const held = new Set(heldIds);
  return (
    <CountTable
      caption="Findings by rule"
      head="Rule"
      rows={rules}
      keyOf={({ ruleId }) => ruleId}
      nameOf={({ ruleId, ruleName }) => (
        <>
          <RuleName id={ruleId} name={ruleName} />
          {ruleName !== null && !held.has(ruleId) && (
            <span className="text-muted text-xs"> no longer in the policy</span>
          )}
        </>
      )}
      barOf={({ violations, shadow }) => violations + shadow}
      columns={[
        { name: 'Judged', value: ({ ruleId, evaluated }) => (held.has(ruleId) ? evaluated : '–'), isMinor: true },
        { name: 'Hits', value: ({ hits }) => hits },
        {
          name: 'Hit rate',
          value: ({ ruleId, hits, evaluated }) => (held.has(ruleId) ? shareOf(hits, evaluated) : '–'),
          isMinor: true,
        },
        { name: 'Findings', value: ({ violations }) => violations },
        { name: 'In shadow', value: ({ shadow }) => shadow },
        { name: 'Blocked', value: ({ block }) => block, isMinor: true },
        {
          name: 'Time a log',
          value: ({ averageMicroseconds }) =>
            averageMicroseconds === null ? '–' : `${averageMicroseconds.toFixed(averageMicroseconds < 10 ? 1 : 0)} µs`,
          isMinor: true,
        },
      ]}
    />
  );
}
