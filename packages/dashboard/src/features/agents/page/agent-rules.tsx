import { Link } from '@tanstack/react-router';
import type { PolicyAnalytics } from 'agentaudit-client';

import { Card } from '../../../ui/card.tsx';
import { CountTable } from '../../policies/analytics/count-table.tsx';

/** The rules that found something in this agent's logs, most findings first. */
export function AgentRules({ rules }: { rules: PolicyAnalytics['byRule'] }) {
  const found = rules.filter(({ violations, shadow }) => violations + shadow > 0);
  if (found.length === 0) return null;
  return (
    <Card title="Rules that found something">
      <CountTable
        caption="Findings by rule"
        head="Rule"
        rows={found}
        keyOf={({ ruleId }) => ruleId}
        nameOf={({ ruleId, ruleName }) =>
          ruleName === null ? (
            <span className="text-muted">A rule that is gone ({ruleId})</span>
          ) : (
            <Link to="/rules/$ruleId" params={{ ruleId }} className="hover:text-accent font-medium hover:underline">
              {ruleName}
            </Link>
          )
        }
        barOf={({ violations, shadow }) => violations + shadow}
        columns={[
          { name: 'Logs hit', value: ({ hits }) => hits, isMinor: true },
          { name: 'Findings', value: ({ violations }) => violations },
          { name: 'In shadow', value: ({ shadow }) => shadow },
          { name: 'Blocked', value: ({ block }) => block, isMinor: true },
        ]}
      />
    </Card>
  );
}
