import type { SpanNode } from './trace-tree.ts';

/** The tree of a trace on paper: a column for each depth, a line for each leaf. */
export interface SpanLayout {
  /** By row: the line it stands on; halfway between its first and its last child. */
  lines: Float64Array;
  /** By row: the lines of the first and the last leaf below it. Those of two rows of a column never overlap. */
  firstLeaf: Int32Array;
  lastLeaf: Int32Array;
  /** By row: its last child; -1 where it has none. The first is the next row. */
  lastChild: Int32Array;
  /** By depth: its rows from top to bottom. */
  columns: number[][];
  lineCount: number;
}

/** In two passes over the rows, however deep they go. */
export function layoutSpans(rows: readonly SpanNode[]): SpanLayout {
  const lines = new Float64Array(rows.length);
  const firstLeaf = new Int32Array(rows.length);
  const lastLeaf = new Int32Array(rows.length);
  const lastChild = new Int32Array(rows.length).fill(-1);
  const columns: number[][] = [];
  let lineCount = 0;
  for (const [place, { depth, descendants, parent }] of rows.entries()) {
    (columns[depth] ??= []).push(place);
    firstLeaf[place] = lineCount;
    if (parent >= 0) lastChild[parent] = place;
    if (descendants === 0) lineCount += 1;
  }
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const last = lastChild[place]!;
    lastLeaf[place] = last < 0 ? firstLeaf[place]! : lastLeaf[last]!;
    lines[place] = last < 0 ? firstLeaf[place]! : (lines[place + 1]! + lines[last]!) / 2;
  }
  return { lines, firstLeaf, lastLeaf, lastChild, columns, lineCount };
}

export interface Window {
  firstDepth: number;
  lastDepth: number;
  firstLine: number;
  lastLine: number;
}

/** The rows that have something in a window, be it themselves or what is below them; and those one column before it. */
export function rowsInWindow(layout: SpanLayout, { firstDepth, lastDepth, firstLine, lastLine }: Window): number[] {
  const found: number[] = [];
  for (let depth = Math.max(0, firstDepth - 1); depth <= lastDepth; depth += 1) {
    const column = layout.columns[depth];
    if (column === undefined) break;
    for (let at = firstReaching(column, layout.lastLeaf, firstLine); at < column.length; at += 1) {
      const place = column[at]!;
      if (layout.firstLeaf[place]! > lastLine) break;
      found.push(place);
    }
  }
  return found;
}

/**
 * The line on which a row is shown in a window: its own, or, where that is out of sight, the nearest one
 * among its leaves. So whoever started what is in sight is in sight as well, and no two rows meet.
 */
export function shownLine(
  { lines, firstLeaf, lastLeaf }: SpanLayout,
  place: number,
  { firstLine, lastLine }: Pick<Window, 'firstLine' | 'lastLine'>,
): number {
  const inSight = Math.max(firstLine, Math.min(lastLine, lines[place]!));
  return Math.max(firstLeaf[place]!, Math.min(lastLeaf[place]!, inSight));
}

/** Where in a column the first row is whose reach is not above the line. */
function firstReaching(column: readonly number[], reach: Int32Array, line: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reach[column[middle]!]! < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
