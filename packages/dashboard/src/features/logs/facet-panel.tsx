import { Check } from 'lucide-react';
import { type FormEvent, useId } from 'react';

import { textOf } from '../../ui/text-of.ts';
import { AgentName } from '../agents/agent-name.tsx';
import { closedValues, filterLabels, type LogChange, type LogSearch } from './log-search.ts';
import { TimeRange } from './time-range.tsx';

/** More are typed rather than looked through. */
const listedValues = 8;

interface FacetPanelProps {
  search: LogSearch;
  onChange: (change: LogChange) => void;
  known: Record<'agentId' | 'action', string[]>;
}

/** The values of each filter, to choose from. */
export function FacetPanel({ search, onChange, known }: FacetPanelProps) {
  return (
    <aside
      aria-label="Filters"
      className="border-line bg-surface grid shrink-0 content-start gap-4 overflow-auto rounded-lg border p-3 sm:grid-cols-2 lg:w-56 lg:grid-cols-1"
    >
      <TimeRange search={search} onChange={onChange} />
      <Facet name="status" values={closedValues.status} search={search} onChange={onChange} />
      <Facet name="enforcementAction" values={closedValues.enforcementAction} search={search} onChange={onChange} />
      <Facet name="action" values={known.action} search={search} onChange={onChange} isOpen />
      <Facet name="agentId" values={known.agentId} search={search} onChange={onChange} isOpen />
    </aside>
  );
}

interface FacetProps extends Omit<FacetPanelProps, 'known'> {
  name: 'status' | 'enforcementAction' | 'action' | 'agentId';
  values: readonly string[];
  /** There may be values that are not listed. */
  isOpen?: boolean;
}

function Facet({ name, values, search, onChange, isOpen = false }: FacetProps) {
  const listId = useId();
  const chosen = search[name];
  const listed = values.slice(0, listedValues);
  if (chosen !== undefined && !listed.includes(chosen)) listed.unshift(chosen);
  const type = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = textOf(new FormData(event.currentTarget), name).trim();
    if (value !== '') onChange({ [name]: value });
    event.currentTarget.reset();
  };
  return (
    <fieldset className="min-w-0">
      <legend className="text-muted mb-1 text-xs font-medium">{filterLabels[name]}</legend>
      <ul>
        {listed.map((value) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={value === chosen}
              onClick={() => onChange({ [name]: value === chosen ? undefined : value })}
              className="hover:bg-raised aria-pressed:bg-accent-soft aria-pressed:text-accent flex min-h-7 w-full items-center justify-between gap-2 rounded px-2 text-left"
            >
              <span className="truncate">{name === 'agentId' ? <AgentName id={value} /> : value}</span>
              {value === chosen && <Check size={13} aria-hidden className="shrink-0" />}
            </button>
          </li>
        ))}
      </ul>
      {isOpen && values.length > listedValues && (
        <form onSubmit={type} className="mt-1">
          <input
            name={name}
            list={listId}
            aria-label={`Another ${filterLabels[name].toLowerCase()}`}
            placeholder={`${values.length - listedValues} more…`}
            autoComplete="off"
            className="border-line bg-surface placeholder:text-muted h-7 w-full rounded border px-2"
          />
          <datalist id={listId}>
            {values.slice(listedValues).map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        </form>
      )}
    </fieldset>
  );
}
