import { useQueryClient } from '@tanstack/react-query';
import type { AuditLog } from 'agentaudit-client';
import { useCallback, useEffect, useMemo } from 'react';

import { Button } from '../../ui/button.tsx';
import { useNewestInTrace } from './use-trace.ts';

/** Up to here a trace that still runs is read again by itself. */
const followedLogs = 2000;

/** Follows a trace that is still running; a large one when asked. */
export function NewSpans({ traceId, logs, isWhole }: { traceId: string; logs: readonly AuditLog[]; isWhole: boolean }) {
  const queryClient = useQueryClient();
  const newest = useNewestInTrace(traceId);
  const shown = useMemo(() => logs.reduce((latest, { sequence }) => Math.max(latest, sequence), -1), [logs]);
  const isBehind = isWhole && (newest.data ?? -1) > shown;
  const follows = logs.length <= followedLogs;
  const reload = useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: ['trace', traceId] });
    void queryClient.invalidateQueries({ queryKey: ['trace-payloads', traceId] });
  }, [queryClient, traceId]);
  useEffect(() => {
    if (isBehind && follows) reload();
  }, [isBehind, follows, reload]);
  return isBehind && !follows ? (
    <Button look="primary" onClick={reload}>
      Show new spans
    </Button>
  ) : null;
}
