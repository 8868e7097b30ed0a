import type { Report } from 'agentaudit-client';
import { Download, RotateCcw, Trash2 } from 'lucide-react';

import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/state.tsx';
import { Time } from '../logs/time.tsx';
import { reportKinds } from './report-kinds.ts';
import { describeWindow } from './report-window.ts';
import { isUnfinished, useDownloadReport, useRepeatReport } from './use-reports.ts';

interface ReportRowProps {
  report: Report;
  /** Whether to offer what changes something. */
  mayManage: boolean;
  onDelete: (report: Report) => void;
}

export function ReportRow({ report, mayManage, onDelete }: ReportRowProps) {
  const download = useDownloadReport();
  const repeat = useRepeatReport();
  const { name } = reportKinds[report.type];
  const title = `${name}, ${describeWindow(report)}, ${report.format.toUpperCase()}`;
  return (
    <li className="grid items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_14rem_auto]">
      <div className="grid gap-0.5">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name} <Badge>{report.format.toUpperCase()}</Badge>
        </span>
        <span className="text-muted text-xs">{describeWindow(report)}</span>
      </div>
      <State report={report} title={title} />
      <div className="flex flex-wrap gap-1 md:w-52 md:justify-end">
        {report.status === 'ready' && (
          <Button
            disabled={download.isPending}
            onClick={() => download.mutate(report.id)}
            aria-label={`Download ${title}`}
          >
            <Download size={14} aria-hidden /> {download.isPending ? 'Fetching…' : 'Download'}
          </Button>
        )}
        {report.status === 'failed' && mayManage && (
          <Button disabled={repeat.isPending} onClick={() => repeat.mutate(report)} aria-label={`Try again: ${title}`}>
            <RotateCcw size={14} aria-hidden /> Try again
          </Button>
        )}
        {mayManage && (
          <Button look="quiet" onClick={() => onDelete(report)} aria-label={`Delete ${title}`} title="Delete">
            <Trash2 size={14} aria-hidden />
          </Button>
        )}
      </div>
      {(download.isError || repeat.isError) && (
        <div className="md:col-span-3">
          <Failure error={download.error ?? repeat.error} />
        </div>
      )}
    </li>
  );
}

function State({ report, title }: { report: Report; title: string }) {
  if (isUnfinished(report)) {
    const percent = Math.round(report.progress * 100);
    return (
      <div className="grid gap-1">
        <span className="text-muted flex justify-between text-xs">
          <span>{report.status === 'pending' ? 'Waiting for its turn' : 'Being made'}</span>
          <span className="tabular-nums">{percent} %</span>
        </span>
        <progress
          aria-label={`Progress of ${title}`}
          value={percent}
          max={100}
          className="[&::-webkit-progress-bar]:bg-raised [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent bg-raised h-1.5 w-full appearance-none overflow-hidden rounded [&::-webkit-progress-value]:transition-[width]"
        />
      </div>
    );
  }
  return (
    <div className="grid gap-0.5 text-xs">
      <span>{report.status === 'ready' ? <Badge tone="ok">ready</Badge> : <Badge tone="bad">failed</Badge>}</span>
      {report.error !== null && <span className="text-bad break-words">{report.error}</span>}
      <span className="text-muted">
        <Time at={report.completedAt ?? report.createdAt} />
      </span>
    </div>
  );
}
