import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AuditLog, HitlRecord } from 'agentaudit-client';

import { client } from '../../session/session.ts';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { PayloadSection } from '../logs/payload-section.tsx';
import { Time } from '../logs/time.tsx';
import { MarkerIcon } from '../traces/marker-icon.tsx';
import { markersOf } from '../traces/span-marker.ts';
import { nameOf } from '../traces/span-name.ts';
import { requestSteps } from './request-steps.ts';

/** The last ones: they say most about a request. */
const shownLogs = 25;

/** What the agent did before it asked, in the order of the record; each step opens to what was said in it. */
export function RequestTrace({ request }: { request: HitlRecord }) {
  const { trace_id: traceId, log_id: logId, requested_at: to } = request;
  const trace = useQuery({
    queryKey: ['request-trace', traceId, to],
    queryFn: async ({ signal }) => await client.query({ traceId, to, limit: shownLogs }, { signal }),
  });
  const steps = requestSteps(trace.data?.data ?? [], logId);
  return (
    <section aria-label="Trace of the request" className="border-line bg-surface min-w-0 self-start rounded-lg border">
      <header className="border-line flex items-center justify-between gap-3 border-b px-4 py-2.5">
        <h2 className="font-semibold">What led to it</h2>
        <Link
          to="/traces/$traceId"
          params={{ traceId }}
          search={{ span: logId }}
          className="text-accent whitespace-nowrap underline"
        >
          Whole trace
        </Link>
      </header>
      <div className="p-2">
        {trace.isPending && <Skeleton rows={4} />}
        {trace.isError && <Failure error={trace.error} onRetry={() => void trace.refetch()} />}
        {trace.isSuccess && steps.length === 0 && (
          <p className="text-muted p-2">
            Nothing else was recorded in its trace. Pass the run&apos;s trace id with the request, and its steps stand
            here.
          </p>
        )}
        {trace.data?.nextCursor != null && (
          <p className="text-muted px-2 pb-1 text-xs">Earlier steps stand in the whole trace.</p>
        )}
        {steps.length > 0 && (
          <ol aria-label="Steps before the request">
            {steps.map((log) => (
              <Step key={log.id} log={log} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}

function Step({ log }: { log: AuditLog }) {
  return (
    <li>
      <details className="group">
        <summary className="hover:bg-raised flex min-h-8 cursor-pointer items-center gap-2 rounded px-2">
          <span className="font-medium">{log.action}</span>
          <span className="text-muted min-w-0 flex-1 truncate">{nameOf(log)}</span>
          {markersOf(log).map((marker) => (
            <MarkerIcon key={marker} marker={marker} />
          ))}
          <span className="text-muted text-xs">
            <Time at={log.timestamp} />
          </span>
        </summary>
        <div className="grid gap-3 px-2 py-2">
          {(['prompt', 'response'] as const).map((field) => (
            <PayloadSection
              key={field}
              name={field === 'prompt' ? 'Prompt' : 'Response'}
              text={log[field]}
              violations={log.violations.flatMap((violation, place) =>
                violation.field === field ? [{ ...violation, place }] : [],
              )}
            />
          ))}
          {log.prompt == null && log.response == null && <p className="text-muted">It holds no text.</p>}
        </div>
      </details>
    </li>
  );
}
