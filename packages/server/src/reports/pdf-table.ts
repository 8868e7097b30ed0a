import type { Block, Cell } from './document.ts';
import { faint, fonts, ink, line, type Pages } from './pdf-page.ts';
import { inGroups } from './wording.ts';

type Table = Extract<Block, { kind: 'table' }>;

const padding = 5;
const size = 9;
/** Longer texts are cut in print. */
const cellCharacters = 160;

/** Draws a table whose head is repeated on each page that it goes on to. */
export function drawTable(pages: Pages, parent: PDFKit.PDFStructureElement, table: Table): void {
  const { pdf, paragraph } = pages;
  const { rows, columns, title, empty, printRows = rows.length } = table;
  pages.ensure(90);
  paragraph(parent, 'H3', title, { font: fonts.bold, size: 10.5, after: 6 });
  if (rows.length === 0) {
    paragraph(parent, 'P', empty, { color: faint, after: 16 });
    return;
  }
  const shares = columns.map(({ width = 1 }) => width);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => (share / whole) * pages.width);
  const isNumeric = columns.map((_, place) => rows.every((row) => isAmount(row[place])));
  const titles = columns.map(({ title: name }) => name);

  const element = pages.group(parent, 'Table');
  drawHead(true);
  for (const row of rows.slice(0, printRows)) {
    const texts = row.map((cell) => pages.printable(toText(cell), cellCharacters));
    const height = heightOf(texts, fonts.regular);
    if (pages.ensure(height)) drawHead(false);
    drawRow('TD', texts, { font: fonts.regular, color: ink, height, tagged: true });
    rule(line, 0.5);
  }
  element.end();
  pdf.y += 8;
  const rest = rows.length - printRows;
  if (rest > 0) {
    const more = `${inGroups(rest)} more ${rest === 1 ? 'row is' : 'rows are'} in the CSV and JSON form of this report.`;
    paragraph(parent, 'P', more, { color: faint, size: 8.5 });
  }
  pdf.y += 10;

  function drawHead(tagged: boolean): void {
    const height = heightOf(titles, fonts.bold);
    drawRow('TH', titles, { font: fonts.bold, color: faint, height, tagged });
    rule(faint, 0.8);
  }

  function drawRow(
    type: 'TH' | 'TD',
    texts: string[],
    { font, color, height, tagged }: { font: string; color: string; height: number; tagged: boolean },
  ): void {
    const { y } = pdf;
    const parentRow = tagged ? pages.group(element, 'TR') : undefined;
    let x = pages.left;
    for (const [place, text] of texts.entries()) {
      const at = x + (place === 0 ? 0 : padding);
      const inner = innerWidth(place);
      const draw = () =>
        pages.write(text, at, y + padding, {
          width: inner,
          font,
          size,
          color,
          align: isNumeric[place] ? 'right' : 'left',
        });
      if (parentRow === undefined) pages.decorate(draw, 'Pagination');
      else pages.tag(parentRow, type, draw, type === 'TH' ? { scope: 'Column' } : {});
      x += widths[place]!;
    }
    parentRow?.end();
    pdf.y = y + height;
  }

  function rule(color: string, thickness: number): void {
    const { y } = pdf;
    pages.decorate(() => {
      pdf
        .moveTo(pages.left, y)
        .lineTo(pages.left + pages.width, y)
        .lineWidth(thickness)
        .strokeColor(color)
        .stroke();
    });
  }

  function innerWidth(place: number): number {
    return widths[place]! - padding * (place === 0 || place === columns.length - 1 ? 1 : 2);
  }

  function heightOf(texts: string[], font: string): number {
    const heights = texts.map((text, place) => pages.heightOf(text, { width: innerWidth(place), font, size }));
    return Math.max(...heights) + 2 * padding - 2;
  }
}

function toText(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return inGroups(cell);
  return cell;
}

/** Numbers and shares stand at the right. */
function isAmount(cell: Cell | undefined): boolean {
  return typeof cell === 'number' || (typeof cell === 'string' && /%$|^–$/.test(cell));
}
