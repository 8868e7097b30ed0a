import type { AuditLogFilter } from 'agentaudit-client';
import { useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { useLogCount } from './use-logs.ts';

/** How many logs pass the filters. Counting takes a scan, so it is done when asked for. */
export function MatchCount({ filter }: { filter: AuditLogFilter }) {
  const [asked, setAsked] = useState<AuditLogFilter>();
  const isAsked = asked === filter;
  const count = useLogCount(filter, { enabled: isAsked });
  if (isAsked && count.isSuccess) {
    return (
      <span role="status" className="text-muted tabular-nums">
        {(count.data ?? 0).toLocaleString()} {count.data === 1 ? 'log' : 'logs'}
      </span>
    );
  }
  return (
    <Button look="quiet" disabled={isAsked && count.isFetching} onClick={() => setAsked(filter)}>
      {isAsked && count.isFetching ? 'Counting…' : 'Count'}
    </Button>
  );
}
