import type { SpanNode } from './trace-tree.ts';

/** The tree of a trace on paper: a column for each depth, a line for each leaf. */
export interface SpanLayout {
  /** By row: the line it stands on; halfway between its first and its last child. */
  lines: Float64Array;
  /** By row: the lines of its first and its last child; its own where it has none. */
  firstChild: Float64Array;
  lastChild: Float64Array;
  /** By depth: its rows from top to bottom. */
  columns: number[][];
  lineCount: number;
}

/** In two passes over the rows, however deep they go. */
export function layoutSpans(rows: readonly SpanNode[]): SpanLayout {
  const lines = new Float64Array(rows.length);
  const firstChild = new Float64Array(rows.length).fill(Infinity);
  const lastChild = new Float64Array(rows.length).fill(-Infinity);
  const columns: number[][] = [];
  let lineCount = 0;
  for (const [place, { depth, descendants }] of rows.entries()) {
    (columns[depth] ??= []).push(place);
    if (descendants === 0) {
      lines[place] = lineCount;
      lineCount += 1;
    }
  }
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const { parent, descendants } = rows[place]!;
    if (descendants > 0) lines[place] = (firstChild[place]! + lastChild[place]!) / 2;
    else firstChild[place] = lastChild[place] = lines[place]!;
    if (parent < 0) continue;
    firstChild[parent] = Math.min(firstChild[parent]!, lines[place]!);
    lastChild[parent] = Math.max(lastChild[parent]!, lines[place]!);
  }
  return { lines, firstChild, lastChild, columns, lineCount };
}

/**
 * The line on which a row is shown in a window: its own, or, where that is out of sight, the nearest from
 * which its line still leads to its parent and to its children. So who started what is seen far down as well.
 */
export function shownLine(
  { lines, firstChild, lastChild }: SpanLayout,
  { place, parent }: { place: number; parent: number },
  { firstLine, lastLine }: Pick<Window, 'firstLine' | 'lastLine'>,
): number {
  const lowest = Math.max(firstChild[place]!, parent < 0 ? -Infinity : firstChild[parent]!);
  const highest = Math.min(lastChild[place]!, parent < 0 ? Infinity : lastChild[parent]!);
  const inSight = Math.max(firstLine, Math.min(lastLine, lines[place]!));
  return Math.max(lowest, Math.min(highest, inSight));
}

export interface Window {
  firstDepth: number;
  lastDepth: number;
  firstLine: number;
  lastLine: number;
}

/** The rows that show in a window, and those whose line to their children crosses it. */
export function rowsInWindow(layout: SpanLayout, { firstDepth, lastDepth, firstLine, lastLine }: Window): number[] {
  const found: number[] = [];
  for (let depth = Math.max(0, firstDepth - 1); depth <= lastDepth; depth += 1) {
    const column = layout.columns[depth];
    if (column === undefined) break;
    // Subtrees never overlap, so that what one reaches down to grows from row to row.
    for (let at = firstReaching(column, layout.lastChild, firstLine); at < column.length; at += 1) {
      const place = column[at]!;
      if (layout.firstChild[place]! > lastLine) break;
      found.push(place);
    }
  }
  return found;
}

/** Where in a column the first row is whose reach is not above the line. */
function firstReaching(column: readonly number[], reach: Float64Array, line: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reach[column[middle]!]! < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
