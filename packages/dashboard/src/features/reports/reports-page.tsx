import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Report } from 'agentaudit-client';
import { Plus } from 'lucide-react';
import { useState } from 'react';

import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { CreateReportDialog } from './create-report-dialog.tsx';
import { reportKinds } from './report-kinds.ts';
import { ReportRow } from './report-row.tsx';
import { describeWindow } from './report-window.ts';
import { useDeleteReport, useReports } from './use-reports.ts';

/** Evidence to hand on: asked for here, made in the background, kept until it is deleted. */
export function ReportsPage() {
  const search = useSearch({ from: '/signed-in/reports' });
  const navigate = useNavigate({ from: '/reports' });
  const [leaving, setLeaving] = useState<Report>();
  const mayManage = useMay('manage') === true;
  const query = useReports();
  const remove = useDeleteReport();
  const reports = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const ask = (isNew: boolean) => void navigate({ search: isNew ? { new: true } : {}, replace: !isNew });
  const keep = () => {
    setLeaving(undefined);
    remove.reset();
  };
  const create = (
    <Button look="primary" onClick={() => ask(true)}>
      <Plus size={14} aria-hidden /> New report
    </Button>
  );

  return (
    <Page title="Reports" actions={mayManage && create}>
      {query.isPending && <Skeleton rows={4} />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && reports.length === 0 && (
        <Empty title="No reports yet">
          <p>A report sums a window of the record up as a file: for an auditor, a customer or yourself.</p>
          {mayManage ? <div className="mt-4">{create}</div> : <p>Owners and admins can make one.</p>}
        </Empty>
      )}
      {reports.length > 0 && (
        <ul aria-label="Reports" className="border-line bg-surface divide-line divide-y rounded-lg border">
          {reports.map((report) => (
            <ReportRow key={report.id} report={report} mayManage={mayManage} onDelete={setLeaving} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button className="self-center" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
      <p role="status" className="sr-only">
        {reports[0]?.status === 'ready' && `The latest report is ready: ${reportKinds[reports[0].type].name}`}
      </p>
      <CreateReportDialog open={search.new === true && mayManage} onClose={() => ask(false)} />
      <ConfirmDialog
        title="Delete this report?"
        verb="Delete report"
        open={leaving !== undefined}
        pending={remove.isPending}
        error={remove.error}
        onClose={keep}
        onConfirm={() => leaving !== undefined && remove.mutate(leaving.id, { onSuccess: keep })}
      >
        {leaving !== undefined && (
          <>
            {reportKinds[leaving.type].name}, {describeWindow(leaving)}. Its file is gone for everybody; the logs that
            it was made from stay.
          </>
        )}
      </ConfirmDialog>
    </Page>
  );
}
