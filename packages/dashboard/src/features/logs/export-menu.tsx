import { useMutation } from '@tanstack/react-query';
import type { AuditLogFilter } from 'agentaudit-client';
import { Download } from 'lucide-react';

import { client } from '../../session/session.ts';

const formats = ['csv', 'json', 'ndjson'] as const;

/** Saves what the filters let through as a file. */
export function ExportMenu({ filter }: { filter: AuditLogFilter }) {
  const save = useMutation({
    mutationFn: async (format: (typeof formats)[number]) => {
      const text = await client.exportLogs({ ...filter, format });
      const url = URL.createObjectURL(new Blob([text]));
      const link = Object.assign(document.createElement('a'), { href: url, download: `audit-logs.${format}` });
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  return (
    <label className="border-line bg-surface hover:bg-raised relative inline-flex h-8 items-center gap-1.5 rounded-md border px-3 font-medium">
      <Download size={14} aria-hidden />
      {save.isPending ? 'Exporting…' : 'Export'}
      <select
        aria-label="Export as"
        value=""
        disabled={save.isPending}
        onChange={(event) => save.mutate(event.target.value as (typeof formats)[number])}
        className="absolute inset-0 opacity-0"
      >
        <option value="" disabled>
          Export as
        </option>
        {formats.map((format) => (
          <option key={format} value={format}>
            {format.toUpperCase()}
          </option>
        ))}
      </select>
    </label>
  );
}
