import { useQueryClient } from '@tanstack/react-query';
import type { AuditEvent } from 'agentaudit-client';
import { useEffect } from 'react';

import { client } from '../session/session.ts';

/** What each kind of event makes old. */
const stale: Record<AuditEvent['type'], string[]> = {
  audit_log: ['logs-tail', 'first-log', 'recent-traces', 'trace-tail', 'overview'],
  alert: ['alerts', 'overview'],
  hitl: ['approvals', 'approvals-audit', 'overview'],
};

/** Events come in bursts; the screen follows at this pace. */
const gatherMs = 1000;

/** Keeps what is on the screen up to date for as long as somebody is signed in. */
export function useLive(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const ending = new AbortController();
    const gathered = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const key of gathered) void queryClient.invalidateQueries({ queryKey: [key] });
      gathered.clear();
    };
    const follow = async () => {
      for await (const { type } of client.events({ signal: ending.signal })) {
        for (const key of stale[type] ?? []) gathered.add(key);
        timer ??= setTimeout(refresh, gatherMs);
      }
    };
    // Without the stream the screens still ask by themselves.
    follow().catch(() => undefined);
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [queryClient]);
}
