import { Link } from '@tanstack/react-router';
import type { ComplianceRule, Policy } from 'agentaudit-client';
import { Copy, Trash2 } from 'lucide-react';

import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { summarize, summarizeScope } from './condition-summary.ts';
import { ActionBadge, SeverityBadge } from './rule-badges.tsx';
import { RuleName } from './rule-name.tsx';
import { ruleTypes } from './rule-words.ts';

interface RuleRowProps {
  rule: ComplianceRule;
  hits: number | undefined;
  policies: readonly Policy[] | undefined;
  /** Whether to offer what changes the rule. */
  mayChange: boolean;
  onSwitch: (isActive: boolean) => void;
  onDelete: () => void;
}

export function RuleRow({ rule, hits, policies, mayChange, onSwitch, onDelete }: RuleRowProps) {
  const about = [summarize(rule), summarizeScope(rule.condition.scope)].filter((part) => part !== '').join(' · ');
  return (
    <tr className="hover:bg-raised/60 align-top">
      <td className="px-3 py-2.5">
        {mayChange ? (
          <Switch label={`${rule.name} is on`} checked={rule.isActive} onChange={onSwitch} />
        ) : (
          <Badge tone={rule.isActive ? 'ok' : 'plain'}>{rule.isActive ? 'on' : 'off'}</Badge>
        )}
      </td>
      <td className="px-3 py-2.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <RuleName id={rule.id} name={rule.name} />
          {rule.packId !== undefined && <Badge tone="accent">{rule.packId}</Badge>}
        </div>
        <p className="text-muted truncate text-xs" title={about}>
          <span className="lg:hidden">{ruleTypes[rule.ruleType].name}: </span>
          <span className={rule.ruleType === 'regex_match' || rule.ruleType === 'expression' ? 'font-mono' : ''}>
            {about}
          </span>
        </p>
        <div className="mt-1 flex flex-wrap items-center gap-1.5 md:hidden">
          <SeverityBadge severity={rule.severity} />
          <ActionBadge action={rule.action} />
          {hits !== undefined && hits > 0 && (
            <span className="text-muted text-xs tabular-nums">{hits.toLocaleString()} hits</span>
          )}
        </div>
      </td>
      <td className="hidden px-3 py-2.5 lg:table-cell">{ruleTypes[rule.ruleType].name}</td>
      <td className="hidden px-3 py-2.5 md:table-cell">
        <SeverityBadge severity={rule.severity} />
      </td>
      <td className="hidden px-3 py-2.5 md:table-cell">
        <ActionBadge action={rule.action} />
      </td>
      <td className="hidden px-3 py-2.5 xl:table-cell">
        <Placement rule={rule} policies={policies} />
      </td>
      <td className="hidden px-3 py-2.5 text-right tabular-nums md:table-cell">
        {hits !== undefined && <Hits rule={rule} hits={hits} />}
      </td>
      {mayChange && (
        <td className="px-2 py-1.5 text-right whitespace-nowrap">
          <Link
            to="/rules/new"
            search={{ from: rule.id }}
            aria-label={`Duplicate ${rule.name}`}
            title="Duplicate"
            className="hover:bg-raised inline-grid size-8 place-content-center rounded-md align-middle"
          >
            <Copy size={14} aria-hidden />
          </Link>
          <Button
            look="quiet"
            aria-label={`Delete ${rule.name}`}
            title="Delete"
            onClick={onDelete}
            className="text-bad size-8 px-0! align-middle"
          >
            <Trash2 size={14} aria-hidden />
          </Button>
        </td>
      )}
    </tr>
  );
}

/** What the rule found, and the way to the alerts that came of it. A rule that only notes raises none. */
function Hits({ rule, hits }: { rule: ComplianceRule; hits: number }) {
  if (hits === 0) return <span className="text-muted">0</span>;
  if (rule.action === 'log') return hits.toLocaleString();
  return (
    <Link
      to="/alerts"
      search={{ ruleId: rule.id }}
      aria-label={`${hits.toLocaleString()} hits of ${rule.name}: its alerts`}
      className="text-accent underline"
    >
      {hits.toLocaleString()}
    </Link>
  );
}

/** Whom the rule judges. One that holds through policies and is in none judges nobody: that is worth seeing. */
function Placement({ rule, policies }: { rule: ComplianceRule; policies: readonly Policy[] | undefined }) {
  const names = policies?.map(({ name }) => name).join(', ');
  if (rule.appliesTo === 'organization') {
    return (
      <span title={names === '' ? undefined : names}>
        All agents
        {policies !== undefined && policies.length > 0 && (
          <span className="text-muted block text-xs">and {count(policies.length)}</span>
        )}
      </span>
    );
  }
  if (policies === undefined) return <span>Policies</span>;
  if (policies.length === 0) return <Badge tone="warn">no policy: idle</Badge>;
  return <span title={names}>{count(policies.length)}</span>;
}

function count(policies: number): string {
  return policies === 1 ? '1 policy' : `${policies} policies`;
}
