import { type FormEvent, type ReactNode, useId } from 'react';

import { Button } from '../../ui/button.tsx';
import { fromLocalInput, toLocalInput } from '../../ui/local-time.ts';
import { textOf } from '../../ui/text-of.ts';
import { type ApprovalSearch, outcomes, parseApprovalSearch } from './approval-search.ts';

interface AuditFiltersProps {
  search: ApprovalSearch;
  onSearch: (search: ApprovalSearch) => void;
}

const look = 'border-line bg-surface h-8 w-full min-w-0 rounded-md border px-2';

/** Which decisions: by outcome, agent, tool and time. */
export function AuditFilters({ search, onSearch }: AuditFiltersProps) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const at = (name: string) => fromLocalInput(textOf(form, name));
    onSearch(
      parseApprovalSearch({
        decision_type: textOf(form, 'decision_type'),
        agent_id: textOf(form, 'agent_id').trim(),
        tool_name: textOf(form, 'tool_name').trim(),
        start_date: at('start_date'),
        end_date: at('end_date'),
        sort_order: textOf(form, 'sort_order'),
      }),
    );
  };
  const isFiltered = Object.keys(search).some((name) => name !== 'page' && name !== 'sort_order');
  return (
    // A change of the address from elsewhere fills the form anew.
    <form
      key={JSON.stringify(search)}
      onSubmit={submit}
      className="grid grid-cols-2 items-end gap-2 md:grid-cols-3 xl:grid-cols-[repeat(6,minmax(0,1fr))_auto]"
    >
      <Labelled id={`${id}-decision`} label="Decision">
        <select id={`${id}-decision`} name="decision_type" defaultValue={search.decision_type ?? ''} className={look}>
          <option value="">Any</option>
          {outcomes.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </Labelled>
      <Labelled id={`${id}-agent`} label="Agent">
        <input
          id={`${id}-agent`}
          name="agent_id"
          defaultValue={search.agent_id}
          placeholder="Any id"
          className={look}
        />
      </Labelled>
      <Labelled id={`${id}-tool`} label="Tool">
        <input
          id={`${id}-tool`}
          name="tool_name"
          defaultValue={search.tool_name}
          placeholder="Any name"
          className={look}
        />
      </Labelled>
      {(['start_date', 'end_date'] as const).map((name) => (
        <Labelled key={name} id={`${id}-${name}`} label={name === 'start_date' ? 'From' : 'To'}>
          <input
            id={`${id}-${name}`}
            name={name}
            type="datetime-local"
            step={1}
            defaultValue={toLocalInput(search[name])}
            className={look}
          />
        </Labelled>
      ))}
      <Labelled id={`${id}-order`} label="Order">
        <select id={`${id}-order`} name="sort_order" defaultValue={search.sort_order ?? 'desc'} className={look}>
          <option value="desc">Newest first</option>
          <option value="asc">Oldest first</option>
        </select>
      </Labelled>
      <div className="col-span-full flex gap-2 xl:col-span-1">
        <Button type="submit" look="primary">
          Apply
        </Button>
        {isFiltered && <Button onClick={() => onSearch({})}>Clear</Button>}
      </div>
    </form>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="text-muted text-xs font-medium">
        {label}
      </label>
      {children}
    </div>
  );
}
