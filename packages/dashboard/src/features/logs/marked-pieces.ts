import type { Violation } from 'agentaudit-client';

/** A stretch of a text, and the violations that lie over it: places in the list that was given. */
export interface Piece {
  start: number;
  text: string;
  violations: number[];
}

/** Cuts a text where a violation begins or ends; violations may overlap. Spans that lie outside are left out. */
export function toPieces(text: string, violations: readonly Pick<Violation, 'start' | 'end'>[]): Piece[] {
  const spans = violations.flatMap(({ start, end }, place) =>
    start === null || end === null || start < 0 || end > text.length || end <= start ? [] : [{ start, end, place }],
  );
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const byStart = spans.toSorted((a, b) => a.start - b.start);
  const pieces: Piece[] = [];
  let open: typeof spans = [];
  let next = 0;
  for (const [at, start] of cuts.entries()) {
    const end = cuts[at + 1];
    if (end === undefined) break;
    open = open.filter((span) => span.end > start);
    for (; byStart[next]?.start === start; next += 1) open.push(byStart[next]!);
    pieces.push({
      start,
      text: text.slice(start, end),
      violations: open.map(({ place }) => place).sort((a, b) => a - b),
    });
  }
  return pieces;
}
