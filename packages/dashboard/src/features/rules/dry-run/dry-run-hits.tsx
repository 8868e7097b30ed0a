import { Link } from '@tanstack/react-router';

import { Time } from '../../logs/time.tsx';
import type { DryRunHit } from './dry-run-report.ts';

/** Logs that the rule hits, each a way to the log itself: beside this page, which keeps the draft. */
export function DryRunHits({ hits, total }: { hits: readonly DryRunHit[]; total: number }) {
  return (
    <section aria-label="Hits" className="grid gap-1.5">
      <h3 className="text-muted text-xs font-medium">
        {hits.length < total ? `Latest ${hits.length} of ${total.toLocaleString()} hits` : 'Hits'}
      </h3>
      <ul className="divide-line border-line max-h-96 divide-y overflow-auto rounded-md border text-xs">
        {hits.map(({ log, violations }) => (
          <li key={log.id}>
            <Link
              to="/logs"
              search={{ log: log.id }}
              target="_blank"
              preload={false}
              className="hover:bg-raised grid gap-0.5 px-3 py-2 -outline-offset-2"
            >
              <span className="flex flex-wrap items-baseline gap-x-3">
                <span className="text-accent font-medium underline">{log.action}</span>
                <span className="text-muted min-w-0 truncate">{log.agentId}</span>
                <span className="text-muted ml-auto">
                  <Time at={log.timestamp} />
                </span>
              </span>
              {violations.map((violation, place) => (
                <code key={place} className="text-muted truncate font-mono">
                  {violation.label} {violation.excerpt}
                </code>
              ))}
              <span className="sr-only">opens in a new tab</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
