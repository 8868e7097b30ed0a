import { Search } from 'lucide-react';

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
      <div className="relative min-w-56 flex-1">
        <Search
          size={14}
          className="text-muted pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2"
          aria-hidden
        />
        <input
          type="search"
          value={search.q ?? ''}
          onChange={({ target }) => onChange({ q: target.value === '' ? undefined : target.value })}
          aria-label="Search policies"
          placeholder="Search name or description"
          className="border-line bg-surface placeholder:text-muted h-8 w-full rounded-md border pr-3 pl-8"
        />
      </div>
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
