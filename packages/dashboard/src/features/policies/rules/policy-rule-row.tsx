import type { ComplianceRule, Policy } from 'agentaudit-client';
import { ArrowDown, ArrowUp, Undo2, X } from 'lucide-react';
import { useRef } from 'react';

import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { summarize, summarizeScope } from '../../rules/condition-summary.ts';
import { SeverityBadge } from '../../rules/rule-badges.tsx';
import { RuleName } from '../../rules/rule-name.tsx';
import { ruleActions, ruleTypes } from '../../rules/rule-words.ts';
import { actionUnder } from '../policy-words.ts';
import { useKeptFocus } from './use-kept-focus.ts';

interface PolicyRuleRowProps {
  id: string;
  /** Absent when it was deleted while one looked. */
  rule: ComplianceRule | undefined;
  policy: Policy;
  /** Whether to offer what changes the policy. Default true. */
  mayChange?: boolean;
  isAdded?: boolean;
  onUp?: ((rule: ComplianceRule) => void) | undefined;
  onDown?: ((rule: ComplianceRule) => void) | undefined;
  onRemove?: () => void;
  /** Given for one that was taken out and not saved yet. */
  onPutBack?: () => void;
}

export function PolicyRuleRow(props: PolicyRuleRowProps) {
  const { id, rule, policy, mayChange = true, isAdded = false, onUp, onDown, onRemove, onPutBack } = props;
  const row = useRef<HTMLLIElement>(null);
  const keepFocus = useKeptFocus(row);
  const name = rule?.name ?? id;
  const isRemoved = onPutBack !== undefined;
  const mover = (direction: 'up' | 'down', onMove: typeof onUp) => (
    <Button
      look="quiet"
      data-move={direction}
      aria-label={`Move ${name} ${direction}`}
      title={`Move ${direction}`}
      disabled={onMove === undefined || rule === undefined}
      onClick={() => {
        if (rule === undefined) return;
        onMove?.(rule);
        keepFocus(direction);
      }}
      className="size-8 px-0!"
    >
      {direction === 'up' ? <ArrowUp size={14} aria-hidden /> : <ArrowDown size={14} aria-hidden />}
    </Button>
  );

  return (
    <li
      ref={row}
      className={`flex items-start gap-3 px-4 py-2.5 ${isAdded ? 'bg-ok-soft/50' : ''} ${isRemoved ? 'bg-bad-soft/50' : ''}`}
    >
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {rule === undefined ? (
            <code className="font-mono text-xs break-all">{id}</code>
          ) : (
            <RuleName id={id} name={name} className={isRemoved ? 'line-through' : ''} />
          )}
          {isAdded && <Badge tone="ok">added</Badge>}
          {isRemoved && <Badge tone="bad">removed</Badge>}
          {rule?.isActive === false && <Badge>off</Badge>}
        </div>
        {rule !== undefined && (
          <>
            <p className="text-muted text-xs break-words">
              {ruleTypes[rule.ruleType].name}: {summarize(rule)}
              {rule.condition.scope !== undefined && ` · ${summarizeScope(rule.condition.scope)}`}
            </p>
            <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
              <SeverityBadge severity={rule.severity} />
              <Consequence rule={rule} policy={policy} />
              {rule.appliesTo === 'organization' && (
                <span className="text-muted text-xs">holds for all agents anyway</span>
              )}
            </div>
          </>
        )}
      </div>
      {mayChange && (
        <div className="-mr-2 flex shrink-0 flex-wrap justify-end">
          {isRemoved ? (
            <Button look="quiet" onClick={onPutBack} aria-label={`Put back ${name}`}>
              <Undo2 size={14} aria-hidden /> Put back
            </Button>
          ) : (
            <>
              {mover('up', onUp)}
              {mover('down', onDown)}
              <Button
                look="quiet"
                onClick={onRemove}
                aria-label={`Remove ${name}`}
                title="Remove from the policy"
                className="text-bad size-8 px-0!"
              >
                <X size={14} aria-hidden />
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

/** What a hit does here, and by whose word. */
function Consequence({ rule, policy }: { rule: ComplianceRule; policy: Policy }) {
  const action = actionUnder(rule, policy);
  return (
    <>
      <Badge tone={ruleActions[action].tone}>{policy.shadow ? `would ${action}` : action}</Badge>
      <span className="text-muted text-xs">
        {rule.action === undefined ? 'by the policy’s mode' : 'by the rule itself'}
      </span>
    </>
  );
}
