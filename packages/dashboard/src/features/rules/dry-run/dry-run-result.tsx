import { Link } from '@tanstack/react-router';

import { Empty } from '../../../ui/state.tsx';
import { Time } from '../../logs/time.tsx';
import type { RuleAction } from '../rule-words.ts';
import type { DryRunCount, DryRunReport } from './dry-run-report.ts';
import { DryRunHits } from './dry-run-hits.tsx';

const ranked = 5;

interface DryRunResultProps {
  report: DryRunReport;
  action: RuleAction | '';
}

export function DryRunResult({ report, action }: DryRunResultProps) {
  if (report.logs === 0) {
    return (
      <Empty title="There is no log to judge yet">
        <Link to="/welcome" className="text-accent underline">
          Send the first one
        </Link>
      </Empty>
    );
  }
  const { logs, hits, findings, uncaught, succeeded, skipped, skippedReason, from, to } = report;
  return (
    <div className="grid min-w-0 gap-4">
      <dl aria-label="Result" className="grid grid-cols-2 gap-2">
        <Figure name="Logs judged" value={logs} />
        <Figure name="Hits" value={hits} note={shareOf(hits, logs)} />
        <Figure name="Findings" value={findings} />
        <Figure name="Not caught today" value={uncaught} note="by any rule" />
      </dl>
      <p role="status" className="text-muted text-xs">
        {from !== null && to !== null && (
          <>
            From <Time at={from} /> to <Time at={to} />.{' '}
          </>
        )}
        {action === 'block' && hits > 0 && (
          <strong className="text-bad font-medium">
            {succeeded.toLocaleString()} that ended well would have been blocked.{' '}
          </strong>
        )}
        {skipped > 0 && `${skipped.toLocaleString()} could not be judged: ${skippedReason}. `}
        {hits === 0 && 'This rule finds nothing in them.'}
      </p>
      {hits > 0 && (
        <>
          {report.byLabel.length > 1 && <Ranking title="What" counts={report.byLabel} />}
          <Ranking title="Agents" counts={report.byAgent} />
          <Ranking title="Actions" counts={report.byAction} />
          <DryRunHits hits={report.latest} total={hits} />
        </>
      )}
    </div>
  );
}

function Figure({ name, value, note }: { name: string; value: number; note?: string }) {
  return (
    <div className="border-line rounded-md border px-3 py-2">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="text-lg font-semibold tabular-nums">
        {value.toLocaleString()} {note !== undefined && <span className="text-muted text-xs font-normal">{note}</span>}
      </dd>
    </div>
  );
}

function Ranking({ title, counts }: { title: string; counts: readonly DryRunCount[] }) {
  const most = counts[0]?.count ?? 1;
  return (
    <section aria-label={title} className="grid gap-1.5 text-xs">
      <h3 className="text-muted font-medium">{title}</h3>
      <ol className="grid gap-1">
        {counts.slice(0, ranked).map(({ name, count }) => (
          <li key={name} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
            <span className="truncate" title={name}>
              {name}
            </span>
            <span className="tabular-nums">{count.toLocaleString()}</span>
            <span aria-hidden className="bg-raised col-span-2 h-1 rounded">
              <span className="bg-accent block h-1 rounded" style={{ width: `${(count / most) * 100}%` }} />
            </span>
          </li>
        ))}
        {counts.length > ranked && <li className="text-muted">and {counts.length - ranked} more</li>}
      </ol>
    </section>
  );
}

function shareOf(part: number, whole: number): string {
  const percent = (part / whole) * 100;
  return `${percent > 0 && percent < 1 ? '< 1' : Math.round(percent)} %`;
}
