import { X } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { AgentName } from '../agents/agent-name.tsx';
import { parseQuery } from './log-query.ts';
import { filterLabels, type FilterName, filterNames, type LogChange, type LogSearch } from './log-search.ts';
import { toLocal } from './time.tsx';

interface FilterBarProps {
  search: LogSearch;
  onChange: (change: LogChange) => void;
}

/** Full text and filters in one line, and a chip for each filter that holds. */
export function FilterBar({ search, onChange }: FilterBarProps) {
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => setText(search.q ?? ''), [search.q]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const change = parseQuery(text, { nowMs: Date.now() });
    setText(change.q ?? '');
    onChange(change);
  };
  const chips = filterNames.filter((name) => search[name] !== undefined);
  const clear = () => onChange(Object.fromEntries([...chips, 'q'].map((name) => [name, undefined])));
  return (
    <div className="grid gap-2">
      <form role="search" onSubmit={submit}>
        <SearchField
          label="Search prompt, response and metadata"
          placeholder={'Search: words, "a phrase", begin*, status:error, agent:…, from:2h'}
          value={text}
          onChange={(typed = '') => setText(typed)}
        />
      </form>
      {chips.length > 0 && (
        <div className="flex flex-wrap items-center gap-1.5">
          {chips.map((name) => (
            <Button key={name} onClick={() => onChange({ [name]: undefined })} className="h-7! px-2!">
              <span className="sr-only">Remove filter</span>
              <span className="text-muted">{filterLabels[name]}</span>
              <span className="max-w-48 truncate">
                <ChipValue name={name} value={search[name]!} />
              </span>
              <X size={12} aria-hidden />
            </Button>
          ))}
          <Button look="quiet" className="h-7! px-2!" onClick={clear}>
            Clear all
          </Button>
        </div>
      )}
    </div>
  );
}

function ChipValue({ name, value }: { name: FilterName; value: string }) {
  if (name === 'agentId') return <AgentName id={value} />;
  return name === 'from' || name === 'to' ? toLocal(value) : value;
}
