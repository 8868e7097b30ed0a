import type { TraceSummary } from 'agentaudit-client';

import { Badge } from '../../ui/badge.tsx';
import { toDuration } from './span-name.ts';

interface TraceFactsProps {
  summary: TraceSummary | undefined;
  /** Shown while the rest is on its way. */
  loaded: number;
  onFind: (text: string) => void;
}

/** What a trace amounts to; what can be found in it is a button that finds it. */
export function TraceFacts({ summary, loaded, onFind }: TraceFactsProps) {
  if (summary === undefined) {
    return (
      <p role="status" className="text-muted">
        The first {loaded.toLocaleString()} logs; the rest is on its way…
      </p>
    );
  }
  const { logs, durationMs, errors, blocked, violations, orphans, agentIds } = summary;
  return (
    <ul aria-label="Summary" className="flex flex-wrap items-center gap-1.5">
      <li>
        <Badge>
          {logs.toLocaleString()} {logs === 1 ? 'log' : 'logs'}
        </Badge>
      </li>
      <li>
        <Badge>{toDuration(durationMs)}</Badge>
      </li>
      {agentIds.length > 1 && (
        <li>
          <Badge>{agentIds.length} agents</Badge>
        </li>
      )}
      {errors > 0 && (
        <li>
          <button type="button" onClick={() => onFind('status:error')}>
            <Badge tone="bad">{count(errors, 'error')}</Badge>
          </button>
        </li>
      )}
      {blocked > 0 && (
        <li>
          <button type="button" onClick={() => onFind('status:blocked')}>
            <Badge tone="bad">{blocked.toLocaleString()} blocked</Badge>
          </button>
        </li>
      )}
      {violations > 0 && (
        <li>
          <Badge tone="warn">{count(violations, 'violation')}</Badge>
        </li>
      )}
      {orphans > 0 && (
        <li>
          <Badge>{orphans.toLocaleString()} without their parent</Badge>
        </li>
      )}
    </ul>
  );
}

function count(number: number, what: string): string {
  return `${number.toLocaleString()} ${what}${number === 1 ? '' : 's'}`;
}
