import type { ComplianceRule, Policy } from 'agentaudit-client';

import { LongTable } from '../../ui/long-table.tsx';
import { RuleRow } from './rule-row.tsx';
import { usageDays } from './use-rules.ts';

const heads = [
  { name: 'On', className: 'w-16' },
  { name: 'Rule' },
  { name: 'Type', className: 'hidden lg:table-cell w-36' },
  { name: 'Severity', className: 'hidden md:table-cell w-24' },
  { name: 'On a hit', className: 'hidden md:table-cell w-24' },
  { name: 'Holds for', className: 'hidden xl:table-cell w-40' },
  { name: `Hits, ${usageDays} days`, className: 'hidden md:table-cell w-28 text-right' },
];

const actions = { name: 'Actions', className: 'w-24', isUnseen: true };

interface RulesTableProps {
  rules: readonly ComplianceRule[];
  /** By rule id; undefined until they are known. */
  hits: ReadonlyMap<string, number> | undefined;
  policies: ReadonlyMap<string, Policy[]> | undefined;
  /** Whether to offer what changes a rule. */
  mayChange: boolean;
  onSwitch: (rule: ComplianceRule, isActive: boolean) => void;
  onDelete: (rule: ComplianceRule) => void;
}

export function RulesTable({ rules, hits, policies, mayChange, onSwitch, onDelete }: RulesTableProps) {
  return (
    <LongTable caption="Compliance rules" heads={mayChange ? [...heads, actions] : heads} rows={rules}>
      {(rule) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          hits={hits === undefined ? undefined : (hits.get(rule.id) ?? 0)}
          policies={policies === undefined ? undefined : (policies.get(rule.id) ?? [])}
          mayChange={mayChange}
          onSwitch={(isActive) => onSwitch(rule, isActive)}
          onDelete={() => onDelete(rule)}
        />
      )}
    </LongTable>
  );
}
