import { countUpTo } from '../text/positions.ts';

/** Finds the header cell over a value that stands in a table: delimited lines, or HTML rows. */
export interface TableHeaders {
  above(position: number): Header | null;
}

/** The cell, and where the value's own row begins: 0 where a line of few columns may as well be prose. */
interface Header {
  start: number;
  end: number;
  rowStart: number;
}

interface Line {
  start: number;
  end: number;
  delimiter: string;
  columns: number;
  /** The first of the unbroken lines above with as many columns. */
  top: number;
}

/** From the surest. */
const delimiters = ['|', '\t', ',', ';'];
/** Longer lines are no table rows; further up no HTML head is looked for. Keeps every step bounded. */
const longestLine = 2000;
const htmlReach = 4000;

/** Reads lines only when asked, each once. */
export function createTableHeaders(text: string): TableHeaders {
  const hasLines = text.includes('\n');
  const hasRows = text.includes('<td');
  let lines: Line[] | null = null;
  let starts: number[] = [];
  let anyTable = false;

  return {
    above(position) {
      if (hasRows) return htmlHeader(text, position);
      if (!hasLines) return null;
      if (!lines) {
        lines = readLines(text);
        starts = lines.map(({ start }) => start);
        anyTable = lines.some(({ top }, index) => top !== index);
      }
      if (!anyTable) return null;
      const line = lines[countUpTo(starts, position) - 1];
      const top = line && lines[line.top];
      if (!line || !top || top === line || line.columns === 0) return null;
      const isTable = line.columns > 1 || line.delimiter === '|' || line.delimiter === '\t';
      return {
        ...cellOf(text, top, count(text, line.delimiter, line.start, position)),
        rowStart: isTable ? line.start : 0,
      };
    },
  };
}

function readLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const above = lines.at(-1);
    const fits = end - start <= longestLine;
    const delimiter = fits ? delimiterOf(text, start, end) : '';
    const columns = delimiter === '' ? 0 : count(text, delimiter, start, end);
    const continues = above && columns > 0 && above.delimiter === delimiter && above.columns === columns;
    lines.push({ start, end, delimiter, columns, top: continues ? above.top : lines.length });
    start = end + 1;
  }
  return lines;
}

/** The first of `delimiters` that the line has. */
function delimiterOf(text: string, start: number, end: number): string {
  let best = delimiters.length;
  for (let index = start; index < end && best > 0; index++) {
    const code = text.charCodeAt(index);
    if (code === 124) best = 0;
    else if (code === 9 && best > 1) best = 1;
    else if (code === 44 && best > 2) best = 2;
    else if (code === 59 && best > 3) best = 3;
  }
  return delimiters[best] ?? '';
}

function cellOf(text: string, line: Line, column: number) {
  let { start } = line;
  for (let passed = 0; passed < column; passed++) start = text.indexOf(line.delimiter, start) + 1;
  const next = text.indexOf(line.delimiter, start);
  return { start, end: next === -1 || next > line.end ? line.end : next };
}

function count(text: string, delimiter: string, from: number, to: number): number {
  let found = 0;
  for (let index = from; index < to; index++) if (text[index] === delimiter) found += 1;
  return found;
}

function htmlHeader(text: string, position: number): Header | null {
  const offset = Math.max(0, position - htmlReach);
  const before = text.slice(offset, position);
  const row = before.lastIndexOf('<tr');
  const table = row === -1 ? -1 : before.lastIndexOf('<th', row);
  if (table === -1) return null;
  const column = before.slice(row).split('<td').length - 2;
  const headRow = Math.max(before.lastIndexOf('<tr', table), 0);
  const head = [...before.slice(headRow, row).matchAll(/<th\b[^>]{0,200}>([^<]{0,200})/g)][column];
  if (!head) return null;
  const start = offset + headRow + head.index;
  return { start, end: start + head[0].length, rowStart: offset + row };
}
