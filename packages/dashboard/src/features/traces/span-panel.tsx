import { X } from 'lucide-react';

import { Button } from '../../ui/button.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { LogDetail } from '../logs/log-detail.tsx';
import { useLog } from '../logs/use-logs.ts';
import type { CriticalPath } from './critical-path.ts';
import { toDuration } from './span-name.ts';
import type { SpanNode } from './trace-tree.ts';

interface SpanPanelProps {
  /** The span whose content is shown. */
  id: string;
  row: SpanNode | undefined;
  critical: CriticalPath;
  onClose: () => void;
}

/** All about one span, beside the trace. */
export function SpanPanel({ id, row, critical, onClose }: SpanPanelProps) {
  const log = useLog(id);
  const stretches = critical.stretches.get(id);
  return (
    <section
      aria-label="Selected span"
      className="border-line bg-surface flex shrink-0 flex-col rounded-lg border lg:min-h-0 lg:w-[28rem]"
    >
      <header className="border-line flex items-center justify-between gap-2 border-b py-1.5 pr-1.5 pl-4">
        <h2 className="truncate font-semibold">{row?.log.action ?? log.data?.action ?? 'Span'}</h2>
        <Button look="quiet" aria-label="Close" className="px-2!" onClick={onClose}>
          <X size={16} aria-hidden />
        </Button>
      </header>
      <div className="min-h-0 overflow-auto p-4">
        {row !== undefined && (
          <p className="text-muted mb-3 text-xs">
            {[
              `starts at ${toDuration(row.startMs)}`,
              row.descendants > 0 && `${row.descendants.toLocaleString()} below it`,
              stretches !== undefined &&
                `${toDuration(stretches.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0))} on the critical path`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
        {log.isPending && <Skeleton rows={4} />}
        {log.isError && <Failure error={log.error} onRetry={() => void log.refetch()} />}
        {log.isSuccess && <LogDetail log={log.data} place="trace" />}
      </div>
    </section>
  );
}
