import type { Bar, Block } from './document.ts';
import { accent, faint, fonts, line, type Pages, paleAccent, warm } from './pdf-page.ts';
import { inGroups } from './wording.ts';

type Chart = Extract<Block, { kind: 'chart' }>;

const timeHeight = 130;
const axisWidth = 44;
const nameHeight = 20;
const nameWidth = 150;

/** Draws bars, and says in words what they show. */
export function drawChart(pages: Pages, parent: PDFKit.PDFStructureElement, { title, axis, bars }: Chart): void {
  const { pdf } = pages;
  const isEmpty = bars.every(({ value }) => value === 0);
  const height = isEmpty ? 0 : axis === 'time' ? timeHeight + 24 : bars.length * nameHeight;
  pages.ensure(height + 40);
  pages.paragraph(parent, 'H3', title, { font: fonts.bold, size: 10.5, after: 6 });
  if (isEmpty) {
    pages.paragraph(parent, 'P', 'Nothing to show.', { color: faint, after: 16 });
    return;
  }
  const { y } = pdf;
  const bbox = [pages.left, y, pages.left + pages.width, y + height];
  const draw = axis === 'time' ? drawOverTime : drawByName;
  pages.tag(parent, 'Figure', () => draw(pages, bars, y), { alt: describe(title, bars), bbox });
  pdf.y = y + height + 18;
}

function drawOverTime(pages: Pages, bars: Bar[], y: number): void {
  const { pdf, left, width } = pages;
  const most = niceTop(Math.max(...bars.map(({ value }) => value)));
  const baseline = y + timeHeight;
  for (const part of [0, 0.5, 1]) {
    const at = baseline - part * (timeHeight - 10);
    pdf
      .moveTo(left + axisWidth, at)
      .lineTo(left + width, at)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke();
    pages.write(inGroups(most * part), left, at - 5, { width: axisWidth - 6, size: 7.5, color: faint, align: 'right' });
  }
  const step = (width - axisWidth) / bars.length;
  const thickness = Math.min(28, step * 0.75);
  for (const [place, { value, marked = 0 }] of bars.entries()) {
    const x = left + axisWidth + place * step + (step - thickness) / 2;
    const heightOf = (count: number) => (count / most) * (timeHeight - 10);
    if (value > 0) pdf.rect(x, baseline - heightOf(value), thickness, heightOf(value)).fill(paleAccent);
    if (marked > 0) pdf.rect(x, baseline - heightOf(marked), thickness, heightOf(marked)).fill(warm);
  }
  const labels = bars.length === 1 ? [0] : [...new Set([0, Math.floor(bars.length / 2), bars.length - 1])];
  for (const place of labels) {
    const center = left + axisWidth + (place + 0.5) * step;
    const x = Math.min(Math.max(center - 40, left + axisWidth - 10), left + width - 80);
    pages.write(bars[place]!.label, x, baseline + 6, { width: 80, size: 7.5, color: faint, align: 'center' });
  }
}

function drawByName(pages: Pages, bars: Bar[], y: number): void {
  const { pdf, left, width } = pages;
  const most = Math.max(...bars.map(({ value }) => value));
  const room = width - nameWidth - 70;
  for (const [place, { label, value }] of bars.entries()) {
    const at = y + place * nameHeight;
    const length = Math.max(value === 0 ? 0 : 1.5, (value / most) * room);
    pages.writeLine(label, left, at + 2, { width: nameWidth - 10, size: 9 });
    if (length > 0) pdf.rect(left + nameWidth, at + 2, length, nameHeight - 8).fill(accent);
    pages.write(inGroups(value), left + nameWidth + length + 6, at + 2, { width: 64, size: 9, color: faint });
  }
}

/** The next of 1, 2, 5, 10, 20, … that is even, so that half of it is whole. */
function niceTop(most: number): number {
  if (most <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(most));
  return (
    [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * power).find((top) => top >= most && top % 2 === 0) ??
    10 * power
  );
}

function describe(title: string, bars: Bar[]): string {
  const values = bars.map(({ label, value, marked }) =>
    marked === undefined || marked === 0 ? `${label}: ${value}` : `${label}: ${value}, ${marked} marked`,
  );
  return `${title}. ${values.join('; ')}.`;
}
