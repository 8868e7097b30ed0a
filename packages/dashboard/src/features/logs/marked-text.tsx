import type { Violation } from 'agentaudit-client';
import { useMemo, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { toPieces } from './marked-pieces.ts';

/** A violation, and where the log has it. */
export interface PlacedViolation extends Violation {
  place: number;
}

/** A longer text is shown as far as this at first: a megabyte takes a second to set. */
const shownCharacters = 50_000;

/** A text as it was sent, with each violation marked at its exact span. */
export function MarkedText({ text, violations }: { text: string; violations: readonly PlacedViolation[] }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > shownCharacters;
  const shown = isWhole || !isLong ? text : text.slice(0, shownCharacters);
  const pieces = useMemo(() => toPieces(shown, violations), [shown, violations]);
  return (
    <>
      <p className="font-mono text-xs leading-relaxed break-words whitespace-pre-wrap">
        {pieces.map((piece) =>
          piece.violations.length === 0 ? (
            piece.text
          ) : (
            <mark
              key={piece.start}
              id={markId(violations[piece.violations[0]!]!.place)}
              title={piece.violations.map((at) => labelOf(violations[at]!)).join('\n')}
              className="bg-warn-soft text-warn rounded-xs underline decoration-2 underline-offset-2"
            >
              {piece.text}
            </mark>
          ),
        )}
      </p>
      {isLong && (
        <Button look="quiet" className="-ml-3" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : `Show all ${text.length.toLocaleString()} characters`}
        </Button>
      )}
    </>
  );
}

/** Of the element that marks a violation. */
export function markId(place: number): string {
  return `violation-${place}`;
}

function labelOf({ ruleName, label }: Violation): string {
  return label === null ? ruleName : `${ruleName}: ${label}`;
}
