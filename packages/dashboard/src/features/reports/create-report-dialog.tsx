import type { ReportFormat, ReportType } from 'agentaudit-client';
import { type FormEvent, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Failure } from '../../ui/state.tsx';
import { textOf } from '../../ui/text-of.ts';
import { reportFormats, reportKinds } from './report-kinds.ts';
import { defaultWindow, toInstants, windows } from './report-window.ts';
import { useCreateReport } from './use-reports.ts';

const custom = 'Other days';

export function CreateReportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="New report" open={open} onClose={onClose}>
      <CreateReportForm onCreated={onClose} />
    </Dialog>
  );
}

function CreateReportForm({ onCreated }: { onCreated: () => void }) {
  const [name, setName] = useState(defaultWindow);
  const [days, setDays] = useState(() => windows[defaultWindow]!(new Date()));
  const create = useCreateReport();
  const isReversed = days.from > days.to;

  const choose = (chosen: string) => {
    setName(chosen);
    const toWindow = windows[chosen];
    if (toWindow !== undefined) setDays(toWindow(new Date()));
  };
  const change = (changed: Partial<typeof days>) => {
    setName(custom);
    setDays({ ...days, ...changed });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isReversed) return;
    const form = new FormData(event.currentTarget);
    create.mutate(
      {
        type: textOf(form, 'type') as ReportType,
        format: textOf(form, 'format') as ReportFormat,
        ...toInstants(days),
      },
      { onSuccess: onCreated },
    );
  };

  return (
    <form onSubmit={submit} className="grid gap-5">
      {create.isError && <Failure error={create.error} />}
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium">What should it show?</legend>
        {Object.entries(reportKinds).map(([type, kind], place) => (
          <label
            key={type}
            className="border-line has-checked:border-accent has-checked:bg-accent-soft grid cursor-pointer grid-cols-[auto_1fr] gap-x-2.5 rounded-md border px-3 py-2.5"
          >
            <input
              type="radio"
              name="type"
              value={type}
              defaultChecked={place === 0}
              className="accent-accent mt-0.5 size-4"
            />
            <span className="font-medium">{kind.name}</span>
            <span className="text-muted col-start-2 text-xs">{kind.about}</span>
          </label>
        ))}
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label="Window" hint="Days in UTC" value={name} onChange={(event) => choose(event.target.value)}>
          {[...Object.keys(windows), custom].map((option) => (
            <option key={option}>{option}</option>
          ))}
        </SelectField>
        <SelectField label="Format" name="format" defaultValue="pdf">
          {Object.entries(reportFormats).map(([format, label]) => (
            <option key={format} value={format}>
              {label}
            </option>
          ))}
        </SelectField>
        <Field
          label="From"
          type="date"
          required
          value={days.from}
          onChange={(event) => change({ from: event.target.value })}
        />
        <Field
          label="To"
          type="date"
          required
          value={days.to}
          {...(isReversed ? { error: 'Before its first day' } : {})}
          onChange={(event) => change({ to: event.target.value })}
        />
      </div>
      <Button type="submit" look="primary" disabled={create.isPending || isReversed}>
        Create report
      </Button>
    </form>
  );
}
