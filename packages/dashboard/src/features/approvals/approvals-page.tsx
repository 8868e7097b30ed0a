import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { client } from '../../session/session.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { Countdown } from './countdown.tsx';
import { RequestCard } from './request-card.tsx';

/** What waits for a person, oldest first. */
export function ApprovalsPage() {
  const [openId, setOpenId] = useState<string>();
  const pending = useQuery({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => client.hitl.pending({ limit: 100 }, { signal }),
    refetchInterval: 15_000,
  });
  const requests = pending.data?.data ?? [];
  const open = requests.find(({ request_id: id }) => id === openId) ?? requests[0];
  return (
    <Page
      title="Approvals"
      actions={
        <Link to="/approvals/audit" className="text-accent underline">
          Audit of decisions
        </Link>
      }
    >
      {pending.isPending && <Skeleton />}
      {pending.isError && <Failure error={pending.error} onRetry={() => void pending.refetch()} />}
      {pending.isSuccess && requests.length === 0 && (
        <Empty title="Nobody waits for you">
          A tool call that needs a person&apos;s approval appears here at once.
        </Empty>
      )}
      {open !== undefined && (
        <div className="grid min-h-0 gap-4 lg:grid-cols-[20rem_1fr]">
          <ul
            aria-label="Pending requests"
            className="border-line bg-surface divide-line divide-y self-start overflow-auto rounded-lg border"
          >
            {requests.map((request) => (
              <li key={request.request_id}>
                <button
                  type="button"
                  aria-current={request === open}
                  onClick={() => setOpenId(request.request_id)}
                  className="hover:bg-raised aria-[current=true]:bg-accent-soft grid w-full gap-0.5 px-3 py-2 text-left"
                >
                  <span className="font-medium">{request.tool.name}</span>
                  <span className="text-muted flex justify-between gap-2 text-xs">
                    <span className="truncate">{request.agent.name}</span>
                    {request.expires_at != null && <Countdown until={request.expires_at} />}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <RequestCard key={open.request_id} request={open} />
        </div>
      )}
    </Page>
  );
}
