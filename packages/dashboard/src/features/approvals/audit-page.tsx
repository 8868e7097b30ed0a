import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { HitlRecord } from 'agentaudit-client';

import { client } from '../../session/session.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { Time } from '../logs/time.tsx';
import { toDuration } from '../traces/span-name.ts';
import { ArgumentDiff, toArgumentText } from './argument-diff.tsx';
import { AuditFilters } from './audit-filters.tsx';

const tones: Record<string, Tone> = { approved: 'ok', rejected: 'bad', skipped: 'plain', timeout: 'warn' };

/** What people decided, and what nobody decided in time. */
export function ApprovalsAuditPage() {
  const search = useSearch({ from: '/signed-in/approvals/audit' });
  const navigate = useNavigate({ from: '/approvals/audit' });
  const audit = useQuery({
    queryKey: ['approvals-audit', search],
    queryFn: ({ signal }) => client.hitl.list({ limit: 50, ...search }, { signal }),
  });
  const turn = (page: number) => void navigate({ search: (before) => ({ ...before, page }) });
  return (
    <Page
      title="Audit of decisions"
      actions={
        <Link to="/approvals" className="text-accent underline">
          Inbox
        </Link>
      }
    >
      <AuditFilters search={search} onSearch={(next) => void navigate({ search: next })} />
      {audit.isPending && <Skeleton />}
      {audit.isError && <Failure error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.isSuccess && audit.data.data.length === 0 && (
        <Empty title={Object.keys(search).length === 0 ? 'No decisions yet' : 'No decision passes these filters'}>
          {Object.keys(search).length === 0
            ? 'What people decide in the inbox is kept here, and what nobody decided in time.'
            : 'Remove a filter, or choose a longer time.'}
        </Empty>
      )}
      {audit.isSuccess && audit.data.data.length > 0 && (
        <ul className="border-line bg-surface divide-line divide-y rounded-lg border">
          {audit.data.data.map((record) => (
            <Decision key={record.request_id} record={record} />
          ))}
        </ul>
      )}
      {audit.isSuccess && (audit.data.has_prev || audit.data.has_next) && (
        <div className="flex items-center justify-center gap-3">
          <Button disabled={!audit.data.has_prev} onClick={() => turn(audit.data.page - 1)}>
            Newer
          </Button>
          <span className="text-muted tabular-nums">{audit.data.total} in all</span>
          <Button disabled={!audit.data.has_next} onClick={() => turn(audit.data.page + 1)}>
            Older
          </Button>
        </div>
      )}
    </Page>
  );
}

function Decision({ record }: { record: HitlRecord }) {
  const { decision, tool, agent, timestamp } = record;
  return (
    <li className="px-4 py-2.5">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1">
          {decision != null && <Badge tone={tones[decision] ?? 'plain'}>{decision}</Badge>}
          {record.edited && <Badge tone="accent">edited</Badge>}
          <span className="min-w-40 flex-1 font-medium">{tool.name}</span>
          <span className="text-muted">{agent.name}</span>
          <span className="text-muted text-xs">
            <Time at={timestamp} />
          </span>
        </summary>
        <div className="grid gap-3 pt-3 md:grid-cols-2">
          <div className="grid min-w-0 content-start gap-1">
            <h2 className="text-xs font-medium">
              {tool.original_arguments === undefined ? 'Arguments' : 'Approved arguments, against what was asked'}
            </h2>
            {tool.original_arguments === undefined ? (
              <pre className="border-line bg-canvas overflow-auto rounded-md border p-3 font-mono text-xs whitespace-pre-wrap">
                {toArgumentText(tool.arguments)}
              </pre>
            ) : (
              <ArgumentDiff before={toArgumentText(tool.original_arguments)} after={toArgumentText(tool.arguments)} />
            )}
          </div>
          <dl className="grid grid-cols-[7rem_1fr] content-start gap-x-3 gap-y-1">
            <dt className="text-muted">Decided by</dt>
            <dd>{record.decided_by?.name ?? 'nobody, in time'}</dd>
            <dt className="text-muted">Requested by</dt>
            <dd>{record.requested_by.name}</dd>
            {record.operator_input !== null && (
              <>
                <dt className="text-muted">Note</dt>
                <dd>{record.operator_input}</dd>
              </>
            )}
            {record.wait_ms !== null && (
              <>
                <dt className="text-muted">Waited</dt>
                <dd>{toDuration(record.wait_ms)}</dd>
              </>
            )}
            <dt className="text-muted">Trace</dt>
            <dd>
              <Link
                to="/traces/$traceId"
                params={{ traceId: record.trace_id }}
                className="text-accent break-all underline"
              >
                {record.trace_id}
              </Link>
            </dd>
            <dt className="text-muted">Request</dt>
            <dd className="font-mono text-xs break-all">{record.request_id}</dd>
          </dl>
        </div>
      </details>
    </li>
  );
}
