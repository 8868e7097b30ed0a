import { useQueryClient } from '@tanstack/react-query';
import type { AuditEvent } from 'agentaudit-client';
import { useEffect } from 'react';

import { client } from '../session/session.ts';

/** What each kind of event makes old. */
const stale: Record<AuditEvent['type'], string[]> = {
  audit_log: ['logs-tail', 'first-log', 'recent-traces', 'trace-tail', 'overview'],
  alert: ['alerts', 'deliveries', 'overview'],
  hitl: ['approvals', 'approvals-audit', 'deliveries', 'overview'],
};

/** Events come in bursts; the screen follows at this pace. */
const gatherMs = 1000;

/** Keeps what is on the screen up to date for as long as somebody is signed in. */
export function useLive(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    let ending = new AbortController();
    let last: string | undefined;
    const gathered = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const key of gathered) void queryClient.invalidateQueries({ queryKey: [key] });
      gathered.clear();
    };
    const follow = async () => {
      ending.abort();
      ending = new AbortController();
      const { signal } = ending;
      for await (const { id, type } of client.events({
        signal,
        ...(last === undefined ? {} : { lastEventId: last }),
      })) {
        last = id;
        for (const key of stale[type] ?? []) gathered.add(key);
        timer ??= setTimeout(refresh, gatherMs);
      }
    };
    // Without the stream the screens still ask by themselves.
    const restart = () => void follow().catch(() => undefined);
    restart();
    // A stream over a network that went away may be silent for ever: it goes on over the new one.
    addEventListener('online', restart);
    return () => {
      removeEventListener('online', restart);
      ending.abort();
      clearTimeout(timer);
    };
  }, [queryClient]);
}
