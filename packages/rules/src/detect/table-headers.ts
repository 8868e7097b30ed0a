import { origin } from '../text/units.ts';
import { alignedHeaders } from './aligned-headers.ts';
import { delimitedHeaders } from './delimited-headers.ts';
import { htmlHeaders } from './html-headers.ts';
import { listHeaders } from './list-headers.ts';

/** Finds the header cell over a value that stands in a table: delimited lines, or HTML rows. */
export interface TableHeaders {
  above(position: number): Header | null;
}

/** The cell, and where the value's own row begins: 0 where a line of few columns may as well be prose. */
export interface Header {
  start: number;
  end: number;
  rowStart: number;
}

const comma = 44;
const none: TableHeaders = { above: () => null };

export function createTableHeaders(text: string, codes: Uint16Array): TableHeaders {
  if (text.includes('<td')) return htmlHeaders(text);
  const hasLines = text.includes('\n');
  const lines = hasLines ? delimitedHeaders(text, codes) : none;
  const aligned = hasLines ? alignedHeaders(text, codes) : none;
  let lists: TableHeaders | undefined;
  return {
    above(position) {
      const inList = isInList(codes, position) ? (lists ??= listHeaders(text) ?? none).above(position) : null;
      return inList ?? lines.above(position) ?? aligned.above(position);
    },
  };
}

/** Whether `(`, `[` or a comma stands before. */
function isInList(codes: Uint16Array, position: number): boolean {
  let place = origin + position - 1;
  while (codes[place] === 32 || codes[place] === 34 || codes[place] === 39) place -= 1;
  return codes[place] === 40 || codes[place] === 91 || codes[place] === comma;
}
