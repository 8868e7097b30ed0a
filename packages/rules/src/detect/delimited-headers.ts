import { grown } from '../text/growing.ts';
import { countUpTo } from '../text/positions.ts';
import { origin } from '../text/units.ts';
import type { TableHeaders } from './table-headers.ts';

/** From the surest: `|`, tab, `,` and `;`. */
const bar = 124;
const tab = 9;
const comma = 44;
const semicolon = 59;
/** Longer lines are no table rows. Keeps every step bounded. */
const longestLine = 2000;
const divides = new Uint8Array(128);
for (const code of [bar, tab, comma, semicolon]) divides[code] = 1;
const unknown = -1;
const quote = 34;
/** The arrays that a text of very many lines made are not kept. */
const mostKept = 1 << 14;

// One text is read at a time: the arrays are used again.
/** Where each line begins, and behind the last of those read so far where the next one does. */
let starts = new Int32Array(64);
// Of each line, as far as it was looked at: what divides it, into how many more cells, and the first of the
// unbroken lines above it with as many.
let delimiters = new Int32Array(64);
let columns = new Int32Array(64);
let tops = new Int32Array(64);
/** Whether what stands between quotation marks divides nothing. */
let quoted = new Int32Array(64);

function forget(): void {
  starts = new Int32Array(64);
  delimiters = new Int32Array(64);
  columns = new Int32Array(64);
  tops = new Int32Array(64);
  quoted = new Int32Array(64);
}

/** Reads lines only when asked, each once. */
export function delimitedHeaders(text: string, codes: Uint16Array): TableHeaders {
  if (starts.length > mostKept) forget();
  let lines = 0;
  starts[0] = 0;
  // Values come in order as a rule: their column is counted from the one before.
  let countedLine = -1;
  let countedTo = 0;
  let counted = 0;
  let inQuotes = false;
  const hasQuotes = text.includes('"');

  function readLinesTo(position: number): void {
    while (starts[lines]! <= position && starts[lines]! <= text.length) {
      const newline = text.indexOf('\n', starts[lines]);
      tops[lines] = unknown;
      columns[lines] = unknown;
      lines += 1;
      if (lines === starts.length) {
        starts = grown(starts);
        delimiters = grown(delimiters);
        columns = grown(columns);
        tops = grown(tops);
        quoted = grown(quoted);
      }
      starts[lines] = newline === -1 ? text.length + 1 : newline + 1;
    }
  }

  function topOf(line: number): number {
    let above = line;
    while (tops[above] === unknown) {
      readColumns(above);
      if (above === 0) tops[above] = above;
      else {
        readColumns(above - 1);
        if (
          columns[above] === 0 ||
          columns[above] !== columns[above - 1] ||
          delimiters[above] !== delimiters[above - 1]
        )
          tops[above] = above;
        else above -= 1;
      }
    }
    for (let each = above + 1; each <= line; each++) tops[each] = tops[above]!;
    return tops[line]!;
  }

  function readColumns(line: number): void {
    if (columns[line] !== unknown) return;
    let bars = 0;
    let tabs = 0;
    let commas = 0;
    let semicolons = 0;
    const end = origin + starts[line + 1]! - 1;
    columns[line] = 0;
    quoted[line] = 0;
    if (starts[line + 1]! - 1 - starts[line]! > longestLine) return;
    for (let place = origin + starts[line]!; place < end; place++) {
      const code = codes[place]!;
      if (code > bar || divides[code] === 0) continue;
      if (code === comma) commas += 1;
      else if (code === bar) bars += 1;
      else if (code === tab) tabs += 1;
      else if (code === semicolon) semicolons += 1;
    }
    columns[line] = bars || tabs || commas || semicolons;
    delimiters[line] = bars > 0 ? bar : tabs > 0 ? tab : commas > 0 ? comma : semicolon;
    if (!hasQuotes || columns[line] === 0) return;
    const outside = countOutsideQuotes(line, end);
    if (outside === 0 || outside === columns[line]) return;
    quoted[line] = 1;
    columns[line] = outside;
  }

  /** 0 where quotation marks do not come in pairs. */
  function countOutsideQuotes(line: number, end: number): number {
    let count = 0;
    let inside = false;
    for (let place = origin + starts[line]!; place < end; place++) {
      if (codes[place] === quote) inside = !inside;
      else if (!inside && codes[place] === delimiters[line]) count += 1;
    }
    return inside ? 0 : count;
  }

  function columnOf(position: number, line: number): number {
    if (line !== countedLine || position < countedTo) {
      countedLine = line;
      countedTo = starts[line]!;
      counted = 0;
      inQuotes = false;
    }
    for (; countedTo < position; countedTo++) {
      const code = codes[origin + countedTo];
      if (code === delimiters[line] && !inQuotes) counted += 1;
      else if (code === quote && quoted[line] === 1) inQuotes = !inQuotes;
    }
    return counted;
  }

  function cellOf(line: number, column: number) {
    const delimiter = String.fromCharCode(delimiters[line]!);
    let start = starts[line]!;
    for (let passed = 0; passed < column; passed++) start = text.indexOf(delimiter, start) + 1;
    const lineEnd = starts[line + 1]! - 1;
    const next = text.indexOf(delimiter, start);
    return { start, end: next === -1 || next > lineEnd ? lineEnd : next };
  }

  // Values come close together: where the line of the last one has no header, the next one has none either.
  let plainStart = 0;
  let plainEnd = -1;

  return {
    above(position) {
      if (position >= plainStart && position <= plainEnd) return null;
      readLinesTo(position);
      const line = countUpTo(starts, position, lines) - 1;
      const top = topOf(line);
      if (top === line) {
        plainStart = starts[line]!;
        plainEnd = starts[line + 1]! - 1;
        return null;
      }
      const isTable = columns[line]! > 1 || delimiters[line] === bar || delimiters[line] === tab;
      return { ...cellOf(top, columnOf(position, line)), rowStart: isTable ? starts[line]! : 0 };
    },
  };
}
