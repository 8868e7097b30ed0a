import type { Violation } from 'agentaudit-client';

/** A text as it was sent, with each violation marked at its exact span. */
export function MarkedText({ text, violations }: { text: string; violations: Violation[] }) {
  return (
    <p className="font-mono text-xs leading-relaxed break-words whitespace-pre-wrap">
      {toPieces(text, violations).map(({ part, label }, place) =>
        label === undefined ? (
          part
        ) : (
          <mark
            key={place}
            title={label}
            className="bg-warn-soft text-warn rounded-xs underline decoration-2 underline-offset-2"
          >
            {part}
          </mark>
        ),
      )}
    </p>
  );
}

interface Piece {
  part: string;
  label?: string;
}

/** Spans in the order of the text; of two that overlap the first counts. */
function toPieces(text: string, violations: Violation[]): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { start, end: last, label, ruleName } of violations.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    if (start === null || last === null || start < end) continue;
    pieces.push(
      { part: text.slice(end, start) },
      { part: text.slice(start, last), label: `${ruleName}${label === null ? '' : `: ${label}`}` },
    );
    end = last;
  }
  return [...pieces, { part: text.slice(end) }];
}
