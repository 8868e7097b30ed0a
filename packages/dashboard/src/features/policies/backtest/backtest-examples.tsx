import { Link } from '@tanstack/react-router';
import type { Backtest } from 'agentaudit-client';
import { useState } from 'react';

import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EnforcementBadge } from '../../logs/log-badges.tsx';
import { Time } from '../../logs/time.tsx';
import { useAgentName } from '../../agents/use-agent-names.ts';

type Example = NonNullable<Backtest['result']>['examples']['newHits'][number];

interface BacktestExamplesProps {
  title: string;
  examples: readonly Example[];
  total: number;
}

/** Rows drawn before all are asked for. */
const few = 5;

/** Some of the logs that a number counts, each a way to the log itself: beside this page, which keeps the draft. */
export function BacktestExamples({ title, examples, total }: BacktestExamplesProps) {
  const nameOf = useAgentName();
  const [isOpen, setOpen] = useState(false);
  if (examples.length === 0) return null;
  return (
    <Card
      title={examples.length < total ? `${title}: the first ${examples.length} of ${total.toLocaleString()}` : title}
    >
      <ul className="divide-line divide-y">
        {examples
          .slice(0, isOpen ? undefined : few)
          .map(({ auditLogId, agentId, action, timestamp, enforcementAction, violations }) => (
            <li key={auditLogId} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
              <Link
                to="/logs"
                search={{ log: auditLogId }}
                target="_blank"
                preload={false}
                className="text-accent font-medium underline"
              >
                {action}
                <span className="sr-only">, opens in a new tab</span>
              </Link>
              <EnforcementBadge enforcementAction={enforcementAction} />
              <span className="text-muted min-w-0 truncate">{agentId === null ? '' : nameOf(agentId)}</span>
              <span className="text-muted ml-auto text-xs">
                <Time at={timestamp} />
              </span>
              <span className="flex w-full flex-wrap items-baseline gap-x-2 gap-y-1">
                {violations.map((violation, place) => (
                  <span key={place} className="text-muted max-w-full min-w-0 text-xs break-words">
                    {violation.ruleName} {violation.label !== null && <Badge>{violation.label}</Badge>}{' '}
                    <code className="font-mono">{violation.excerpt}</code>
                  </span>
                ))}
              </span>
            </li>
          ))}
      </ul>
      {!isOpen && examples.length > few && (
        <Button className="justify-self-start" onClick={() => setOpen(true)}>
          Show {examples.length - few} more
        </Button>
      )}
    </Card>
  );
}
