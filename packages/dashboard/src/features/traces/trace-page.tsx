import { Link, useParams } from '@tanstack/react-router';

import { CopyButton } from '../../ui/copy-button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { TraceViewer } from './trace-viewer.tsx';
import { useTrace } from './use-trace.ts';

/** One trace, as soon as its first logs are there. */
export function TracePage() {
  const { traceId } = useParams({ from: '/signed-in/traces/$traceId' });
  const { logs, summary, isGone, error, retry } = useTrace(traceId);
  return (
    <Page
      title="Trace"
      actions={
        <>
          <Link to="/logs" search={{ traceId }} className="text-accent underline">
            As logs
          </Link>
          <CopyButton text={traceId} label="Copy trace id" />
        </>
      }
    >
      <p className="text-muted -mt-3 font-mono text-xs break-all">{traceId}</p>
      {isGone && (
        <Empty title="No log carries this trace id">
          It may not have been sent yet, or belong to another organization.{' '}
          <Link to="/traces" className="text-accent underline">
            See recent traces
          </Link>
        </Empty>
      )}
      {error !== null && !isGone && <Failure error={error} onRetry={() => void retry()} />}
      {error === null && logs === undefined && <Skeleton rows={12} />}
      {!isGone && logs !== undefined && <TraceViewer key={traceId} traceId={traceId} logs={logs} summary={summary} />}
    </Page>
  );
}
