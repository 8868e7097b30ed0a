import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { client } from '../../session/session.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { type Decision, verbs } from './decision-form.tsx';
import { RequestCard } from './request-card.tsx';
import { RequestList } from './request-list.tsx';
import { RequestTrace } from './request-trace.tsx';

const shownRequests = 100;

/** What waits for a person, oldest first, with what led to it beside it. */
export function ApprovalsPage() {
  const { request: openId } = useSearch({ from: '/signed-in/approvals' });
  const navigate = useNavigate({ from: '/approvals' });
  const openRequest = (id?: string) =>
    void navigate({ search: id === undefined ? {} : { request: id }, replace: true });
  const [done, setDone] = useState<{ toolName: string; decision: Decision }>();
  const pending = useQuery({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => client.hitl.pending({ limit: shownRequests }, { signal }),
    refetchInterval: 15_000,
  });
  const requests = pending.data?.data ?? [];
  const named = requests.find(({ request_id: id }) => id === openId);
  const open = named ?? requests[0];
  return (
    <Page
      title="Approvals"
      actions={
        <Link to="/approvals/audit" className="text-accent underline">
          Audit of decisions
        </Link>
      }
    >
      <p role="status" className="text-ok empty:hidden">
        {done !== undefined && `Decided: ${verbs[done.decision].toLowerCase()} ${done.toolName}.`}
      </p>
      {pending.isSuccess && openId !== undefined && named === undefined && (
        <p role="status" className="bg-warn-soft text-warn rounded-md px-3 py-2">
          The request of this link waits no longer.{' '}
          <Link to="/approvals/audit" className="underline">
            See what was decided
          </Link>
        </p>
      )}
      {pending.isPending && <Skeleton />}
      {pending.isError && <Failure error={pending.error} onRetry={() => void pending.refetch()} />}
      {pending.isSuccess && requests.length === 0 && (
        <Empty title="Nobody waits for you">
          A tool call that needs a person&apos;s approval appears here at once.{' '}
          <Link to="/approvals/audit" className="text-accent underline">
            See what was decided
          </Link>
        </Empty>
      )}
      {open !== undefined && (
        <div className="grid gap-4 lg:grid-cols-[16rem_minmax(0,1fr)] xl:grid-cols-[16rem_minmax(0,1fr)_minmax(0,26rem)]">
          <RequestList
            requests={requests}
            openId={open.request_id}
            total={pending.data?.total ?? requests.length}
            onOpen={openRequest}
          />
          <RequestCard
            key={open.request_id}
            request={open}
            onDecided={({ tool }, decision) => {
              setDone({ toolName: tool.name, decision });
              openRequest();
            }}
          />
          <div className="lg:col-start-2 xl:col-start-auto">
            <RequestTrace key={open.request_id} request={open} />
          </div>
        </div>
      )}
    </Page>
  );
}
