import { toInstant } from '../http/instant.ts';
import type { Block, Cell, ReportDocument, Section } from './document.ts';

/** What a spreadsheet would run as a formula when it stands first in a cell. */
const formula = /^[=+\-@\t\r\n\0＝＋－＠]/;

type Line = [section: string, table: string, row: number | '', field: string, value: Cell];

/** The report in one long table: a line for each value, so that any tool can take its part of it. */
export function writeCsv(document: ReportDocument): Buffer {
  const lines = [...head(document), ...document.sections.flatMap(toLines)];
  const text = lines.map((line) => `${line.map(toCell).join(',')}\r\n`).join('');
  return Buffer.from(`section,table,row,field,value\r\n${text}`);
}

function head(document: ReportDocument): Line[] {
  const about: [string, Cell][] = [
    ['type', document.type],
    ['organization', document.organization.name],
    ['organizationId', document.organization.id],
    ['from', toInstant(document.fromMs)],
    ['to', toInstant(document.toMs)],
    ['generatedAt', toInstant(document.generatedAtMs)],
    ['logSize', document.log.size],
    ['logRootHash', document.log.rootHash],
    ['statement', document.statement],
  ];
  return [
    ...about.map(([field, value]): Line => ['report', '', '', field, value]),
    ...document.covers.map((text, place): Line => ['report', 'covers', place + 1, 'text', text]),
    ...document.gaps.map((text, place): Line => ['report', 'gaps', place + 1, 'text', text]),
  ];
}

function toLines({ key, blocks }: Section): Line[] {
  return blocks.flatMap((block) => blockLines(key, block));
}

function blockLines(section: string, block: Block): Line[] {
  switch (block.kind) {
    case 'text':
      return [[section, '', '', 'note', block.text]];
    case 'figures':
      return block.figures.map(({ key, value }): Line => [section, 'figures', '', key, value]);
    case 'chart':
      return block.bars.flatMap(({ label, value, marked }, place): Line[] => [
        [section, block.key, place + 1, 'label', label],
        [section, block.key, place + 1, 'value', value],
        ...(marked === undefined ? [] : [[section, block.key, place + 1, 'marked', marked] satisfies Line]),
      ]);
    default:
      return block.rows.flatMap((row, place) =>
        block.columns.map(({ key }, column): Line => [section, block.key, place + 1, key, row[column] ?? null]),
      );
  }
}

/** RFC 4180, with an apostrophe before what a spreadsheet would take for a formula. */
function toCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
