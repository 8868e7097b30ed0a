import { setImmediate as breathe } from 'node:timers/promises';

import type { Block, Figure, ReportDocument, Section } from './document.ts';
import { drawChart } from './pdf-chart.ts';
import { accent, createPages, faint, fonts, line, type Pages } from './pdf-page.ts';
import { drawTable } from './pdf-table.ts';
import { inGroups, toMinute } from './wording.ts';

/** As much of a name as the footer has room for beside other things. */
const footerNameCharacters = 32;

/** The report in print: tagged, with a cover. It lets others run between its parts. */
export async function writePdf(document: ReportDocument): Promise<Buffer> {
  const pages = createPages({
    title: `${document.title}: ${document.organization.name}`,
    author: document.organization.name,
    createdAt: new Date(document.generatedAtMs),
  });
  drawCover(pages, document);
  pages.pdf.addPage();
  drawCoverage(pages, document);
  for (const section of document.sections) {
    await breathe();
    await drawSection(pages, section);
  }
  return pages.finish(
    `${document.title} · ${pages.printable(document.organization.name, footerNameCharacters)} · generated ${toMinute(document.generatedAtMs)}`,
  );
}

function drawCover(pages: Pages, document: ReportDocument): void {
  const { pdf, root, left, width } = pages;
  const cover = pages.group(root, 'Sect');
  pages.decorate(() => {
    pdf.rect(0, 0, pdf.page.width, 10).fill(accent);
  });
  pages.tag(cover, 'P', () =>
    pages.write('agentaudit', left, 64, { width, font: fonts.bold, size: 12, color: accent }),
  );
  pdf.y = 210;
  pages.paragraph(cover, 'H1', document.title, { font: fonts.bold, size: 32, after: 4 });
  pages.paragraph(cover, 'P', document.organization.name, { size: 16, color: faint, after: 36 });
  const facts: [string, string][] = [
    ['Window', `${toMinute(document.fromMs)} to ${toMinute(document.toMs)}`],
    ['Generated', toMinute(document.generatedAtMs)],
    ['Organization', document.organization.id],
    ['Log size', `${inGroups(document.log.size)} entries`],
    ['Log root', document.log.rootHash.replace(/^(.{32})/, '$1 ')],
  ];
  for (const [name, value] of facts) {
    const { y } = pdf;
    const height = pages.heightOf(value, { width: width - 110, size: 10.5 });
    const fact = pages.group(cover, 'P');
    pages.tag(fact, 'Span', () => pages.write(name, left, y, { width: 100, size: 10.5, color: faint }));
    pages.tag(fact, 'Span', () => pages.write(value, left + 110, y, { width: width - 110, size: 10.5 }));
    fact.end();
    pdf.y = y + height + 8;
  }
  pdf.y += 28;
  pages.decorate(() => {
    pdf
      .moveTo(left, pdf.y - 14)
      .lineTo(left + width, pdf.y - 14)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke();
  });
  pages.paragraph(cover, 'P', document.statement, { color: faint, size: 9.5 });
  cover.end();
}

function drawCoverage(pages: Pages, { covers, gaps }: ReportDocument): void {
  const section = pages.group(pages.root, 'Sect');
  heading(pages, section, 'What this report covers');
  bullets(pages, section, covers);
  heading(pages, section, 'What is missing');
  bullets(pages, section, gaps);
  section.end();
}

async function drawSection(pages: Pages, { title, blocks }: Section): Promise<void> {
  const section = pages.group(pages.root, 'Sect');
  heading(pages, section, title);
  for (const block of blocks) {
    drawBlock(pages, section, block);
    await breathe();
  }
  section.end();
}

function drawBlock(pages: Pages, parent: PDFKit.PDFStructureElement, block: Block): void {
  if (block.kind === 'text') pages.paragraph(parent, 'P', block.text, { after: 14 });
  else if (block.kind === 'figures') drawFigures(pages, parent, block.figures);
  else if (block.kind === 'chart') drawChart(pages, parent, block);
  else drawTable(pages, parent, block);
}

function heading(pages: Pages, parent: PDFKit.PDFStructureElement, title: string): void {
  // Not at the foot of a page, away from what it heads.
  pages.ensure(150);
  pages.pdf.y += 6;
  pages.paragraph(parent, 'H2', title, { font: fonts.bold, size: 17, after: 12 });
}

function bullets(pages: Pages, parent: PDFKit.PDFStructureElement, texts: string[]): void {
  const { pdf, left, width } = pages;
  const list = pages.group(parent, 'L');
  for (const text of texts) {
    const height = pages.heightOf(text, { width: width - 16 });
    pages.ensure(height);
    const { y } = pdf;
    const item = pages.group(list, 'LI');
    pages.tag(item, 'Lbl', () => pages.write('•', left, y, { width: 12, color: accent }));
    pages.tag(item, 'LBody', () => pages.write(text, left + 16, y, { width: width - 16 }));
    item.end();
    pdf.y = y + height + 7;
  }
  list.end();
  pdf.y += 12;
}

/** Four in a row: the value large, its name under it. */
function drawFigures(pages: Pages, parent: PDFKit.PDFStructureElement, figures: Figure[]): void {
  const { pdf, left, width } = pages;
  const perRow = 4;
  const cell = width / perRow;
  const longest = Math.max(...figures.map((figure) => shownOf(figure).length));
  const size = longest > 15 ? 11 : 14;
  for (let start = 0; start < figures.length; start += perRow) {
    pages.ensure(56);
    const { y } = pdf;
    for (const [place, one] of figures.slice(start, start + perRow).entries()) {
      const x = left + place * cell;
      const element = pages.group(parent, 'P');
      pages.tag(element, 'Span', () => pages.write(shownOf(one), x, y, { width: cell - 8, font: fonts.bold, size }));
      pages.tag(element, 'Span', () => pages.write(one.label, x, y + 23, { width: cell - 8, size: 8.5, color: faint }));
      element.end();
    }
    pdf.y = y + 52;
  }
  pdf.y += 8;
}

function shownOf({ value, text }: Figure): string {
  return text ?? String(value ?? '–');
}
