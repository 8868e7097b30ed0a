import type { ComplianceRule, Severity } from 'agentaudit-client';

import { Badge } from '../../ui/badge.tsx';
import { ruleActions, severityTones } from './rule-words.ts';

export function SeverityBadge({ severity }: { severity: Severity }) {
  return <Badge tone={severityTones[severity]}>{severity}</Badge>;
}

/** What a hit does. A rule without an action of its own leaves it to its policies. */
export function ActionBadge({ action }: { action: ComplianceRule['action'] | undefined }) {
  if (action !== undefined) return <Badge tone={ruleActions[action].tone}>{action}</Badge>;
  return (
    <span className="text-muted text-xs" title="A policy’s mode decides; without a policy a hit is flagged">
      by policy
    </span>
  );
}
