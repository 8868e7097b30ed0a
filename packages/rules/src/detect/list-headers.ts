import { countUpTo } from '../text/positions.ts';
import type { Header, TableHeaders } from './table-headers.ts';

// The names of columns, then what holds the rows. A `(` is read no further than to the next one.
const inserted = /\(([^()]{1,2000})\)\s{0,4}values\s{0,4}(?=\()/gi;
const named =
  /"(?:columns|column_?names|cols|headers?|fields)"\s{0,4}:\s{0,4}\[([^[\]]{1,2000})\][^[\]]{0,40}"(?:rows|data|values)"\s{0,4}:\s{0,4}\[\s{0,40}(?=\[)/gi;
const leading = /\[\[([^[\]]{1,2000})\]\s{0,4},\s{0,40}(?=\[)/g;

/** Cells of all rows in the order of their places. */
interface Cells {
  starts: number[];
  headers: Header[];
}

/**
 * Names of columns that stand in one list and their values in lists behind it: `(name, ssn) VALUES ('Ann', '…')`,
 * `{"columns": ["name", "ssn"], "rows": [["Ann", "…"]]}` and `[["name", "ssn"], ["Ann", "…"]]`. Linear in the text.
 */
export function listHeaders(text: string): TableHeaders | null {
  const cells: Cells = { starts: [], headers: [] };
  let edge = 0;
  for (const [pattern, open, close] of patternsFor(text)) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (match.index < edge) continue;
      const [, written = ''] = match;
      const start = text.indexOf(written, match.index);
      const names = readRow(text, start, close, start + written.length + 1);
      pattern.lastIndex = readRows(text, pattern.lastIndex, { open, close }, names.cells, cells);
      edge = pattern.lastIndex;
    }
    if (edge > 0) break;
  }
  if (cells.starts.length === 0) return null;
  return {
    above(position) {
      const index = countUpTo(cells.starts, position) - 1;
      const header = cells.headers[index];
      return header && position < edge ? header : null;
    },
  };
}

function* patternsFor(text: string): Generator<[RegExp, string, string]> {
  if (text.includes('VALUES') || text.includes('values')) yield [inserted, '(', ')'];
  if (!text.includes('[')) return;
  if (text.includes('"rows"') || text.includes('"data"') || text.includes('"values"')) yield [named, '[', ']'];
  if (text.includes('[[')) yield [leading, '[', ']'];
}

/** Where the rows end that begin at `from`. */
function readRows(
  text: string,
  from: number,
  { open, close }: { open: string; close: string },
  names: readonly (readonly [start: number, end: number])[],
  into: Cells,
): number {
  let place = from;
  while (text.charAt(place) === open) {
    const row = readRow(text, place + 1, close);
    if (row.cells.length === names.length)
      for (const [column, [start]] of row.cells.entries()) {
        const name = names[column]!;
        into.starts.push(start);
        into.headers.push({ start: name[0], end: name[1], rowStart: start });
      }
    place = row.end + 1;
    while (/[\s,]/.test(text.charAt(place))) place += 1;
  }
  return place;
}

/** The cells up to `close`, divided by commas outside quotation marks. */
function readRow(text: string, from: number, close: string, limit = text.length) {
  const cells: [start: number, end: number][] = [];
  let start = from;
  let quote = '';
  let place = from;
  for (; place < limit; place++) {
    const character = text.charAt(place);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === close || character === ',') {
      cells.push([start, place]);
      start = place + 1;
      if (character === close) break;
    }
  }
  return { cells, end: place };
}
