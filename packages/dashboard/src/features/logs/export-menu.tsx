import { useMutation } from '@tanstack/react-query';
import type { AuditLogFilter } from 'agentaudit-client';
import { Download } from 'lucide-react';
import { useState } from 'react';

import { client } from '../../session/session.ts';
import { saveFile } from '../../ui/save-file.ts';
import { Failure } from '../../ui/state.tsx';

const formats = { csv: 'text/csv', json: 'application/json', ndjson: 'application/x-ndjson' } as const;

type Format = keyof typeof formats;

const requestMs = 600_000;

/** Saves what the filters let through as a file. */
export function ExportMenu({ filter }: { filter: AuditLogFilter }) {
  const [mebibytes, setMebibytes] = useState(0);
  const save = useMutation({
    mutationFn: async (format: Format) => {
      // Kept as blobs, which a browser may put on disk: an export can be larger than memory.
      let file = new Blob();
      setMebibytes(0);
      for await (const piece of client.exportLogs({ ...filter, format }, { timeoutMs: requestMs })) {
        file = new Blob([file, piece]);
        setMebibytes(Math.floor(file.size / 2 ** 20));
      }
      saveFile(`audit-logs-${new Date().toISOString().slice(0, 10)}.${format}`, file, formats[format]);
    },
  });
  return (
    <>
      {save.isError && <Failure error={save.error} />}
      <label className="border-line bg-surface hover:bg-raised has-focus-visible:outline-accent relative inline-flex h-8 items-center gap-1.5 rounded-md border px-3 font-medium has-focus-visible:outline-2">
        <Download size={14} aria-hidden />
        {save.isPending ? `Exporting… ${mebibytes} MiB` : 'Export'}
        <select
          aria-label="Export as"
          value=""
          disabled={save.isPending}
          onChange={(event) => save.mutate(event.target.value as Format)}
          className="absolute inset-0 cursor-pointer opacity-0"
        >
          <option value="" disabled>
            Export as
          </option>
          {Object.keys(formats).map((format) => (
            <option key={format} value={format}>
              {format.toUpperCase()}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
