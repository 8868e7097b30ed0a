import { toInstant } from '../http/instant.ts';
import type { Block, ReportDocument, Section } from './document.ts';

/** The report as one JSON object, its tables as arrays of objects. */
export function writeJson(document: ReportDocument): Buffer {
  const { type, title, organization, log, statement, covers, gaps, sections } = document;
  const value = {
    type,
    title,
    organization,
    from: toInstant(document.fromMs),
    to: toInstant(document.toMs),
    generatedAt: toInstant(document.generatedAtMs),
    log,
    statement,
    covers,
    gaps,
    sections: sections.map(toSection),
  };
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function toSection({ key, title, blocks }: Section) {
  return { key, title, ...Object.fromEntries(blocks.flatMap(toEntries)) };
}

function toEntries(block: Block): [string, unknown][] {
  switch (block.kind) {
    case 'text':
      return [['note', block.text]];
    case 'figures':
      return [['figures', Object.fromEntries(block.figures.map(({ key, value }) => [key, value]))]];
    case 'chart':
      return [[block.key, block.bars]];
    default:
      return [
        [
          block.key,
          block.rows.map((row) => Object.fromEntries(block.columns.map(({ key }, place) => [key, row[place]]))),
        ],
      ];
  }
}
