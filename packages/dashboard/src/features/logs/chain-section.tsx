import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AuditLog, ChainEnd } from 'agentaudit-client';
import { useState } from 'react';

import { client } from '../../session/session.ts';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { AgentName } from '../agents/agent-name.tsx';
import { StatusBadge } from './log-badges.tsx';

const ends: Record<ChainEnd, string> = {
  root: 'The first has no parent: this is where it began.',
  missing_parent: 'The parent of the first was never recorded.',
  cycle: 'The parents of the first lead back to it.',
  length_limit: 'There are more above: the walk ends here.',
};

/** What led to a log: its parent, and so on, from the root down. Asked for when it is opened. */
export function ChainSection({ log }: { log: AuditLog }) {
  const [isOpen, setOpen] = useState(false);
  const chain = useQuery({
    queryKey: ['chain', log.id],
    queryFn: ({ signal }) => client.getChain(log.id, { signal }),
    enabled: isOpen,
    staleTime: 60_000,
  });
  if (log.parentSpanId === null) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer font-semibold">What led to it</summary>
      <div className="pt-2">
        {chain.isLoading && <Skeleton rows={2} />}
        {chain.isError && <Failure error={chain.error} onRetry={() => void chain.refetch()} />}
        {chain.isSuccess && (
          <>
            <p className="text-muted mb-1 text-xs">{ends[chain.data.end]}</p>
            <ol className="border-line divide-line max-h-80 divide-y overflow-auto rounded-md border">
              {chain.data.data.toReversed().map((step) => (
                <li key={step.id} className="flex items-center gap-2 px-3 py-1.5">
                  <Link
                    to="/logs"
                    search={{ log: step.id }}
                    aria-current={step.id === log.id}
                    className="text-accent aria-[current=true]:text-ink truncate underline aria-[current=true]:font-semibold aria-[current=true]:no-underline"
                  >
                    {step.action}
                  </Link>
                  <span className="text-muted min-w-0 flex-1 truncate text-xs">
                    <AgentName id={step.agentId} />
                  </span>
                  <StatusBadge status={step.status} />
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </details>
  );
}
