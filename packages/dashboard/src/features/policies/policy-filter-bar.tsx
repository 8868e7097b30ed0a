import { SearchField } from '../../ui/search-field.tsx';
import { type PolicyListSearch, policyStates } from './policy-search.ts';

interface PolicyFilterBarProps {
  search: PolicyListSearch;
  onChange: (change: Partial<Record<keyof PolicyListSearch, string | undefined>>) => void;
}

const stateNames: Record<(typeof policyStates)[number], string> = {
  active: 'in force',
  shadow: 'in shadow',
  off: 'off',
  unattached: 'without agents',
};

export function PolicyFilterBar({ search, onChange }: PolicyFilterBarProps) {
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      <SearchField
        className="min-w-56 flex-1"
        label="Search policies"
        placeholder="Search name or description"
        value={search.q}
        onChange={(q) => onChange({ q })}
      />
      <select
        aria-label="State"
        value={search.state ?? ''}
        onChange={({ target }) => onChange({ state: target.value === '' ? undefined : target.value })}
        className="border-line bg-surface h-8 rounded-md border px-2"
      >
        <option value="">State: any</option>
        {policyStates.map((state) => (
          <option key={state} value={state}>
            {stateNames[state]}
          </option>
        ))}
      </select>
    </div>
  );
}
