import type { Header, TableHeaders } from './table-headers.ts';

/** Further up no HTML head is looked for. Keeps every step bounded. */
const htmlReach = 4000;

export function htmlHeaders(text: string): TableHeaders {
  return { above: (position) => htmlHeader(text, position) };
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
