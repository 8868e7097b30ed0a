import type { ReactNode } from 'react';

import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import type { RuleSearch } from './rule-search.ts';
import { ruleActionNames, ruleTypeNames, ruleTypes, severities } from './rule-words.ts';

interface RuleFilterBarProps {
  search: RuleSearch;
  /** Packs that rules in the list came with. */
  packIds: readonly string[];
  onChange: (change: Partial<Record<keyof RuleSearch, string | undefined>>) => void;
}

/** Narrows the list down; every choice is kept in the address. */
export function RuleFilterBar({ search, packIds, onChange }: RuleFilterBarProps) {
  const choose = (name: keyof RuleSearch, label: string, options: ReactNode) => (
    <select
      aria-label={label}
      value={search[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.target.value === '' ? undefined : event.target.value })}
      className="border-line bg-surface h-8 min-w-0 rounded-md border px-2"
    >
      <option value="">{label}: any</option>
      {options}
    </select>
  );
  const isFiltered = Object.keys(search).length > 0;
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      <SearchField
        className="min-w-56 flex-1"
        label="Search rules"
        placeholder="Search name, description or condition"
        value={search.q}
        onChange={(q) => onChange({ q })}
      />
      {choose(
        'type',
        'Type',
        ruleTypeNames.map((type) => (
          <option key={type} value={type}>
            {ruleTypes[type].name}
          </option>
        )),
      )}
      {choose(
        'severity',
        'Severity',
        severities.map((severity) => <option key={severity}>{severity}</option>),
      )}
      {choose(
        'action',
        'Action',
        <>
          {ruleActionNames.map((action) => (
            <option key={action}>{action}</option>
          ))}
          <option value="none">by policy</option>
        </>,
      )}
      {choose(
        'state',
        'State',
        <>
          <option value="on">on</option>
          <option value="off">off</option>
        </>,
      )}
      {choose(
        'pack',
        'Pack',
        <>
          <option value="none">your own</option>
          {packIds.map((id) => (
            <option key={id}>{id}</option>
          ))}
        </>,
      )}
      {isFiltered && (
        <Button
          look="quiet"
          onClick={() =>
            onChange({
              q: undefined,
              type: undefined,
              severity: undefined,
              action: undefined,
              state: undefined,
              pack: undefined,
            })
          }
        >
          Clear
        </Button>
      )}
    </div>
  );
}
