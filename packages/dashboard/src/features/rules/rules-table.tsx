import type { ComplianceRule, Policy } from 'agentaudit-client';
import { useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { RuleRow } from './rule-row.tsx';
import { usageDays } from './use-rules.ts';

/** Rows drawn at first, and each time more are asked for. */
const step = 100;

const heads = [
  { name: 'On', className: 'w-16' },
  { name: 'Rule', className: '' },
  { name: 'Type', className: 'hidden lg:table-cell w-36' },
  { name: 'Severity', className: 'hidden md:table-cell w-24' },
  { name: 'On a hit', className: 'hidden md:table-cell w-24' },
  { name: 'Holds for', className: 'hidden xl:table-cell w-40' },
  { name: `Hits, ${usageDays} days`, className: 'hidden md:table-cell w-28 text-right' },
];

interface RulesTableProps {
  rules: readonly ComplianceRule[];
  /** By rule id; undefined until they are known. */
  hits: ReadonlyMap<string, number> | undefined;
  policies: ReadonlyMap<string, Policy[]> | undefined;
  onSwitch: (rule: ComplianceRule, isActive: boolean) => void;
  onDelete: (rule: ComplianceRule) => void;
}

export function RulesTable({ rules, hits, policies, onSwitch, onDelete }: RulesTableProps) {
  const [shown, setShown] = useState(step);
  return (
    <>
      <div className="border-line bg-surface shrink-0 rounded-lg border">
        <table className="w-full table-fixed border-collapse text-left">
          <caption className="sr-only">Compliance rules</caption>
          <thead>
            <tr className="border-line text-muted border-b text-xs">
              {heads.map(({ name, className }) => (
                <th key={name} scope="col" className={`h-9 px-3 font-medium ${className}`}>
                  {name}
                </th>
              ))}
              <th scope="col" className="w-24 px-3">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody className="divide-line divide-y">
            {rules.slice(0, shown).map((rule) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                hits={hits === undefined ? undefined : (hits.get(rule.id) ?? 0)}
                policies={policies === undefined ? undefined : (policies.get(rule.id) ?? [])}
                onSwitch={(isActive) => onSwitch(rule, isActive)}
                onDelete={() => onDelete(rule)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {rules.length > shown && (
        <Button className="self-center" onClick={() => setShown(shown + step)}>
          Show {Math.min(step, rules.length - shown)} more of {rules.length}
        </Button>
      )}
    </>
  );
}
