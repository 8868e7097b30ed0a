import type { ComplianceRule } from 'agentaudit-client';
import type { ReactNode } from 'react';

import { Badge, type Tone } from '../../../ui/badge.tsx';
import { summarize, summarizeScope } from '../../rules/condition-summary.ts';
import { ruleTypes } from '../../rules/rule-words.ts';
import { countOf } from '../policy-words.ts';
import { MarkedChange } from './marked-change.tsx';
import type { FactChange, VersionDiff } from './version-diff.ts';

/** What lies between two versions, in words. */
export function VersionChanges({ diff }: { diff: VersionDiff }) {
  const { settings, added, removed, changed, moved, unchanged } = diff;
  const isSame = settings.length + added.length + removed.length + changed.length + moved.length === 0;
  return (
    <div className="grid gap-5">
      {isSame && <p className="text-muted">These two versions say the same.</p>}
      {settings.length > 0 && (
        <Part title="Settings">
          <Changes changes={settings} />
        </Part>
      )}
      {added.length > 0 && (
        <Part title={`${countOf(added.length, 'rule')} added`}>
          <Rules rules={added} mark="added" tone="ok" />
        </Part>
      )}
      {removed.length > 0 && (
        <Part title={`${countOf(removed.length, 'rule')} removed`}>
          <Rules rules={removed} mark="removed" tone="bad" />
        </Part>
      )}
      {changed.length > 0 && (
        <Part title={`${countOf(changed.length, 'rule')} changed`}>
          <ul className="grid gap-3">
            {changed.map(({ rule, changes }) => (
              <li key={rule.id} className="border-line rounded-md border px-3 py-2.5">
                <p className="mb-1.5 flex flex-wrap items-center gap-2 font-medium">
                  {rule.name} <Badge tone="warn">changed</Badge>
                </p>
                <Changes changes={changes} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {moved.length > 0 && (
        <Part title="Order">
          <ul className="grid gap-1">
            {moved.map(({ rule, from, to }) => (
              <li key={rule.id}>
                <span className="font-medium">{rule.name}</span>{' '}
                <span className="text-muted">
                  from place {from} to {to}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {unchanged.length > 0 && (
        <details>
          <summary className="text-muted cursor-pointer">{countOf(unchanged.length, 'rule')} as before</summary>
          <div className="mt-2">
            <Rules rules={unchanged} />
          </div>
        </details>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Changes({ changes }: { changes: readonly FactChange[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]">
      {changes.map(({ name, before, after }) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">
            <MarkedChange before={before} after={after} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface RulesProps {
  rules: readonly ComplianceRule[];
  mark?: string;
  tone?: Tone;
}

function Rules({ rules, mark, tone }: RulesProps) {
  return (
    <ul className="grid gap-2">
      {rules.map((rule) => {
        const scope = summarizeScope(rule.condition.scope);
        return (
          <li key={rule.id} className="border-line rounded-md border px-3 py-2">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              <span className={mark === 'removed' ? 'line-through' : ''}>{rule.name}</span>
              {mark !== undefined && tone !== undefined && <Badge tone={tone}>{mark}</Badge>}
            </p>
            <p className="text-muted text-xs break-words">
              {ruleTypes[rule.ruleType].name}: {summarize(rule)}
              {scope !== '' && ` · ${scope}`} · {rule.severity} · {rule.action ?? 'by the policy’s mode'}
              {!rule.isActive && ' · off'}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
