import { diffLines } from 'diff';
import { useMemo } from 'react';

interface ArgumentDiffProps {
  /** What was asked, and what it was changed to: JSON, a field to a line. */
  before: string;
  after: string;
}

/** What a person changed about the arguments, line by line. */
export function ArgumentDiff({ before, after }: ArgumentDiffProps) {
  const lines = useMemo(() => toLines(before, after), [before, after]);
  return (
    <div role="group" aria-label="Changes" className="border-line bg-canvas overflow-auto rounded-md border py-2">
      {lines.map(({ kind, text }, place) => (
        <div
          key={place}
          className={`flex gap-2 px-3 font-mono text-xs whitespace-pre-wrap ${kind === 'added' ? 'bg-ok-soft text-ok' : kind === 'removed' ? 'bg-bad-soft text-bad' : ''}`}
        >
          <span aria-hidden className="w-3 shrink-0 select-none">
            {kind === 'added' ? '+' : kind === 'removed' ? '−' : ''}
          </span>
          {kind !== 'same' && <span className="sr-only">{kind === 'added' ? 'Added: ' : 'Removed: '}</span>}
          <span className="min-w-0 break-words">{text}</span>
        </div>
      ))}
    </div>
  );
}

interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

function toLines(before: string, after: string): DiffLine[] {
  return diffLines(`${before}\n`, `${after}\n`).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text })),
  );
}

/** Arguments as they are shown, edited and compared. */
export function toArgumentText(value: Record<string, unknown>): string {
  return JSON.stringify(value, null, 2);
}
