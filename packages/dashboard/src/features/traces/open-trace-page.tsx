import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { textOf } from '../../ui/text-of.ts';
import { AgentName } from '../agents/agent-name.tsx';
import { Time } from '../logs/time.tsx';

const pageLogs = 500;
/** One long trace can fill pages: how many are looked through for others. */
const mostPages = 4;
const enoughTraces = 20;

interface RecentTrace {
  traceId: string;
  /** When it was heard of last. */
  at: string;
  /** Of the logs looked through. */
  logs: number;
  agentId: string | null;
}

async function recentTraces(signal: AbortSignal): Promise<RecentTrace[]> {
  const traces = new Map<string, RecentTrace>();
  let pages = 0;
  for await (const { data } of client.query({ limit: pageLogs, payload: false }, { signal }).pages()) {
    for (const { traceId, timestamp, agentId } of data) {
      if (traceId === null) continue;
      const known = traces.get(traceId);
      if (known === undefined) traces.set(traceId, { traceId, at: timestamp, logs: 1, agentId });
      else known.logs += 1;
    }
    pages += 1;
    if (pages >= mostPages || traces.size >= enoughTraces) break;
  }
  return [...traces.values()];
}

/** Opens a trace by its id, or one of those that were heard of last. */
export function OpenTracePage() {
  const navigate = useNavigate();
  const recent = useQuery({
    queryKey: ['recent-traces'],
    queryFn: ({ signal }) => recentTraces(signal),
  });
  const open = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const traceId = textOf(new FormData(event.currentTarget), 'traceId').trim();
    if (traceId !== '') void navigate({ to: '/traces/$traceId', params: { traceId } });
  };
  return (
    <Page title="Traces">
      <form onSubmit={open} className="flex max-w-xl gap-2">
        <input
          name="traceId"
          aria-label="Trace id"
          placeholder="Paste a trace id"
          required
          className="border-line bg-surface placeholder:text-muted h-8 flex-1 rounded-md border px-3"
        />
        <Button type="submit" look="primary">
          Open
        </Button>
      </form>
      {recent.isPending && <Skeleton />}
      {recent.isError && <Failure error={recent.error} onRetry={() => void recent.refetch()} />}
      {recent.isSuccess && recent.data.length === 0 && (
        <Empty title="No traces yet">Pass a traceId with every log of a run, and the run appears here as one.</Empty>
      )}
      {recent.isSuccess && recent.data.length > 0 && (
        <ul className="border-line bg-surface divide-line divide-y rounded-lg border">
          {recent.data.map(({ traceId, at, logs, agentId }) => (
            <li key={traceId}>
              <Link
                to="/traces/$traceId"
                params={{ traceId }}
                className="hover:bg-raised flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5"
              >
                <span className="min-w-0 flex-1 truncate font-mono text-xs">{traceId}</span>
                <span className="text-muted">
                  <AgentName id={agentId} />
                </span>
                <span className="text-muted text-xs tabular-nums">{logs} recent</span>
                <span className="text-muted text-xs">
                  <Time at={at} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
