import type { PolicyAnalytics } from 'agentaudit-client';

import { Card } from '../../../ui/card.tsx';
import { CountTable } from '../../policies/analytics/count-table.tsx';
import { RuleName } from '../../rules/rule-name.tsx';

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
        nameOf={({ ruleId, ruleName }) => <RuleName id={ruleId} name={ruleName} />}
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
