import { Link } from '@tanstack/react-router';
import type { Pack } from 'agentaudit-client';
import { BookText } from 'lucide-react';

import { Badge } from '../../ui/badge.tsx';
import { summarize, summarizeScope } from '../rules/condition-summary.ts';
import { SeverityBadge } from '../rules/rule-badges.tsx';
import { ruleTypes } from '../rules/rule-words.ts';
import { usageDays } from '../rules/use-rules.ts';
import { PackExamples } from './pack-examples.tsx';
import type { PackRuleState } from './pack-state.ts';

interface PackRuleItemProps {
  pack: Pack;
  state: PackRuleState;
  /** Undefined when it is not installed. */
  hits: number | undefined;
}

export function PackRuleItem({ pack, state, hits }: PackRuleItemProps) {
  const { rule, installed, isChanged } = state;
  const about = [summarize(rule), summarizeScope(rule.condition.scope)].filter((part) => part !== '').join(' · ');
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="grid min-w-0 gap-0.5">
          <h2 className="flex flex-wrap items-center gap-2 font-medium">
            {rule.name}
            <SeverityBadge severity={rule.severity} />
            {installed?.isActive === false && <Badge>off</Badge>}
            {isChanged && <Badge tone="accent">changed</Badge>}
          </h2>
          <p>{rule.description}</p>
        </div>
        <div className="flex items-center gap-4">
          {hits !== undefined && (
            <span className="text-muted text-xs tabular-nums">
              {hits.toLocaleString()} {hits === 1 ? 'hit' : 'hits'} in {usageDays} days
            </span>
          )}
          {installed === undefined ? (
            <Link
              to="/rules/new"
              search={{ pack: pack.id, rule: rule.key }}
              aria-label={`Try ${rule.name}`}
              className="text-accent underline"
            >
              Try
            </Link>
          ) : (
            <Link
              to="/rules/$ruleId"
              params={{ ruleId: installed.id }}
              aria-label={`Open ${rule.name}`}
              className="text-accent underline"
            >
              Open
            </Link>
          )}
        </div>
      </div>
      <dl className="text-muted grid gap-x-6 gap-y-1 text-xs md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 gap-1.5">
          <BookText size={14} aria-hidden className="mt-px shrink-0" />
          <dt className="sr-only">Citation</dt>
          <dd className="text-ink break-words">{rule.citation}</dd>
        </div>
        <div className="min-w-0">
          <dt className="sr-only">Condition</dt>
          <dd className="line-clamp-2 break-words" title={about}>
            {ruleTypes[rule.ruleType].name}: {about}
          </dd>
        </div>
      </dl>
      <PackExamples packId={pack.id} ruleKey={rule.key} />
    </li>
  );
}
