import { origin } from '../text/units.ts';
import type { Header, TableHeaders } from './table-headers.ts';

/** Longer lines are no table rows. Keeps every step bounded. */
const longestLine = 2000;
const gap = /[^ ] {2,}[^ ]/;
const cells = /[^ ]+(?: [^ ]+)*/g;

/** Tables whose columns are aligned with spaces, as programs print them. Reads each line once where asked in order. */
export function alignedHeaders(text: string, codes: Uint16Array): TableHeaders {
  // The lines of one table, as far as they are known.
  let top = 0;
  let bottom = -1;

  function topOf(lineStart: number): number {
    let start = lineStart;
    while (start > 0) {
      if (start <= bottom + 1 && start > top) {
        start = top;
        break;
      }
      const above = startOf(text, start - 1);
      if (above === -1 || !gap.test(text.slice(above, start - 1))) break;
      start = above;
    }
    return start;
  }

  return {
    above(position) {
      const place = origin + position;
      const isFirst = codes[place - 1] === 10;
      if (!isFirst && (codes[place - 1] !== 32 || codes[place - 2] !== 32)) return null;
      const lineStart = startOf(text, position);
      const lineEnd = endOf(text, position);
      if (lineStart <= 0 || lineEnd === -1) return null;
      const start = topOf(lineStart);
      top = start;
      bottom = lineEnd;
      if (start === lineStart) return null;
      return headOver(text, start, { lineStart, lineEnd, position });
    },
  };
}

/** Where the line begins that `position` is in, or -1. */
function startOf(text: string, position: number): number {
  const from = Math.max(0, position - longestLine);
  const newline = text.slice(from, position).lastIndexOf('\n');
  if (newline !== -1) return from + newline + 1;
  return from === 0 ? 0 : -1;
}

function endOf(text: string, position: number): number {
  const newline = text.slice(position, position + longestLine).indexOf('\n');
  if (newline !== -1) return position + newline;
  return position + longestLine >= text.length ? text.length : -1;
}

/** The cell of the line at `head` that shares most of its width with the one at `position`. */
function headOver(
  text: string,
  head: number,
  { lineStart, lineEnd, position }: { lineStart: number; lineEnd: number; position: number },
): Header | null {
  const own = [...text.slice(lineStart, lineEnd).matchAll(cells)].find(
    (cell) => lineStart + cell.index + cell[0].length > position,
  );
  if (!own) return null;
  let most = 0;
  let header: Header | null = null;
  for (const cell of text.slice(head, endOf(text, head)).matchAll(cells)) {
    const shared = Math.min(cell.index + cell[0].length, own.index + own[0].length) - Math.max(cell.index, own.index);
    if (shared <= most) continue;
    most = shared;
    header = { start: head + cell.index, end: head + cell.index + cell[0].length, rowStart: lineStart };
  }
  return header;
}
