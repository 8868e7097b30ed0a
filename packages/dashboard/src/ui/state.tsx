import { AgentAuditError } from 'agentaudit-client';
import type { ReactNode } from 'react';

import { Button } from './button.tsx';

/** Nothing to show, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="border-line grid justify-items-center gap-2 rounded-lg border border-dashed px-6 py-14 text-center">
      <p className="font-medium">{title}</p>
      <div className="text-muted max-w-prose">{children}</div>
    </div>
  );
}

/** What went wrong, in the server's words, and another try. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div
      role="alert"
      className="border-line bg-bad-soft text-bad flex flex-wrap items-center justify-between gap-3 rounded-lg border px-4 py-3"
    >
      <span>{messageOf(error)}</span>
      {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}

function messageOf(error: unknown): string {
  if (AgentAuditError.isInstance(error)) return error.message;
  return error instanceof Error ? error.message : String(error);
}

/** The shape of rows that are on their way. */
export function Skeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="grid animate-pulse gap-2">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="bg-raised h-9 rounded" />
      ))}
    </div>
  );
}
