import { useMutation } from '@tanstack/react-query';

import { client } from '../../../session/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextAreaField } from '../../../ui/text-area-field.tsx';
import { type Sample, toEvent } from './sample.ts';

const kinds = [
  { value: 'text', label: 'Text' },
  { value: 'event', label: 'Event' },
] as const;

const logId = /^\s*(log_[0-9a-z]{26})\s*$/;

interface SampleInputProps {
  sample: Sample;
  /** What the text is judged as. */
  hint: string;
  /** Why there is nothing to judge. */
  fault: string | undefined;
  onChange: (sample: Sample) => void;
}

/** Something to try the rule on: typed, pasted, or a log that is there already. */
export function SampleInput({ sample, hint, fault, onChange }: SampleInputProps) {
  const load = useMutation({
    mutationFn: async (id: string | undefined) => {
      if (id !== undefined) return client.getLog(id);
      const { data } = await client.query({ limit: 1 });
      if (data[0] === undefined) throw new Error('No log was recorded yet.');
      return data[0];
    },
    onSuccess: (log) => onChange({ ...sample, kind: 'event', json: JSON.stringify(toEvent({ ...log }), null, 2) }),
  });
  const typed = sample.kind === 'text' ? sample.text : sample.json;
  const pastedId = logId.exec(typed)?.[1];
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label="Try it on"
          value={sample.kind}
          options={kinds}
          onChange={(kind) => onChange({ ...sample, kind })}
        />
        {pastedId === undefined ? (
          <Button look="quiet" disabled={load.isPending} onClick={() => load.mutate(undefined)}>
            Latest log
          </Button>
        ) : (
          <Button look="primary" disabled={load.isPending} onClick={() => load.mutate(pastedId)}>
            Load this log
          </Button>
        )}
      </div>
      <TextAreaField
        label={sample.kind === 'text' ? 'Text to try' : 'Event to try, as JSON'}
        rows={sample.kind === 'text' ? 4 : Math.min(14, Math.max(6, typed.split('\n').length))}
        value={typed}
        onChange={(event) => onChange({ ...sample, [sample.kind === 'text' ? 'text' : 'json']: event.target.value })}
        hint={hint}
        error={load.isError ? load.error.message : fault}
        spellCheck={false}
        className="font-mono text-xs"
      />
    </div>
  );
}
