import type { Violation } from 'agentaudit-client';

const shown = 20;

/** What was found, one by one: what kind of thing, where, and how sure the detector is. */
export function Findings({ violations }: { violations: readonly Violation[] }) {
  return (
    <ul className="divide-line border-line divide-y rounded-md border text-xs">
      {violations.slice(0, shown).map((violation, place) => (
        <li key={place} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-1.5">
          <span className="font-medium">{violation.label ?? 'found'}</span>
          {violation.field !== null && (
            <span className="text-muted font-mono break-all">
              {violation.field}
              {violation.start !== null && ` ${violation.start}–${violation.end}`}
            </span>
          )}
          {typeof violation.confidence === 'number' && (
            <span className="text-muted tabular-nums">confidence {violation.confidence.toFixed(2)}</span>
          )}
          {violation.field === null && violation.excerpt !== null && (
            <code className="text-muted w-full font-mono break-all">{violation.excerpt}</code>
          )}
        </li>
      ))}
      {violations.length > shown && <li className="text-muted px-3 py-1.5">and {violations.length - shown} more</li>}
    </ul>
  );
}
