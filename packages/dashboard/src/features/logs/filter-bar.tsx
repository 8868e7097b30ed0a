import { Search, X } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import type { LogSearch } from './log-search.ts';

const choices = {
  status: ['ok', 'error', 'blocked'],
  enforcementAction: ['allow', 'log', 'flag', 'redact', 'block'],
} as const;

const labels = {
  status: 'Status',
  enforcementAction: 'Verdict',
  action: 'Action',
  agentId: 'Agent',
  traceId: 'Trace',
  from: 'From',
  to: 'To',
};

interface FilterBarProps {
  search: LogSearch;
  onChange: (change: Partial<Record<keyof LogSearch, string | undefined>>) => void;
}

/** Full text, the two closed questions, and a chip for each filter that came by a link. */
export function FilterBar({ search, onChange }: FilterBarProps) {
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => setText(search.q ?? ''), [search.q]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ q: text === '' ? undefined : text });
  };
  const chips = (['action', 'agentId', 'traceId', 'from', 'to'] as const).filter((name) => search[name] !== undefined);
  return (
    <form role="search" onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-56 flex-1">
        <Search
          size={14}
          className="text-muted pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2"
          aria-hidden
        />
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label="Search prompt, response and metadata"
          placeholder={'Search: all words, "a phrase", begin*'}
          className="border-line bg-surface placeholder:text-muted h-8 w-full rounded-md border pr-3 pl-8"
        />
      </div>
      {(['status', 'enforcementAction'] as const).map((name) => (
        <select
          key={name}
          aria-label={labels[name]}
          value={search[name] ?? ''}
          onChange={(event) => onChange({ [name]: event.target.value === '' ? undefined : event.target.value })}
          className="border-line bg-surface h-8 rounded-md border px-2"
        >
          <option value="">{labels[name]}: any</option>
          {choices[name].map((value) => (
            <option key={value}>{value}</option>
          ))}
        </select>
      ))}
      {chips.map((name) => (
        <Button key={name} onClick={() => onChange({ [name]: undefined })} aria-label={`Remove filter ${labels[name]}`}>
          <span className="text-muted">{labels[name]}</span>
          <span className="max-w-48 truncate">{search[name]}</span>
          <X size={12} aria-hidden />
        </Button>
      ))}
    </form>
  );
}
