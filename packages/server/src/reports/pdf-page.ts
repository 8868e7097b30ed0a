import { createRequire } from 'node:module';

import PdfDocument from 'pdfkit';

import { type Shapes, shorten, toPrintable } from './printable.ts';

export type Pdf = PDFKit.PDFDocument;
type Parent = PDFKit.PDFStructureElement;

export const ink = '#1f2937';
export const faint = '#6b7280';
export const line = '#d1d5db';
export const accent = '#1d4ed8';
export const paleAccent = '#bfdbfe';
export const warm = '#b45309';
const margin = 56;
const footerHeight = 40;

export const fonts = { regular: 'regular', bold: 'bold' };

export interface TextStyle {
  font?: string;
  size?: number;
  color?: string;
  align?: 'left' | 'right' | 'center';
  lineGap?: number;
}

export interface PageOptions {
  title: string;
  author: string;
  createdAt: Date;
}

/**
 * A4 pages with a running position, where everything drawn is either part of the tagged structure, for
 * those who have it read to them, or marked as decoration.
 */
export function createPages({ title, author, createdAt }: PageOptions) {
  const pdf = new PdfDocument({
    size: 'A4',
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    bufferPages: true,
    pdfVersion: '1.7',
    // The types do not know of it yet.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: title, Author: author, Creator: 'agentaudit', Producer: 'agentaudit', CreationDate: createdAt },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  const require = createRequire(import.meta.url);
  pdf.registerFont(fonts.regular, require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'));
  pdf.registerFont(fonts.bold, require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'));
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const left = margin;
  const width = pdf.page.width - 2 * margin;
  const bottom = pdf.page.height - margin - footerHeight / 2;

  /** Draws what has a meaning. */
  function tag(parent: Parent, type: string, draw: () => void, options: object = {}): void {
    parent.add(pdf.struct(type, options, draw));
  }

  function group(parent: Parent, type: string): Parent {
    const element = pdf.struct(type);
    parent.add(element);
    return element;
  }

  /** Draws what only decorates. */
  function decorate(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    pdf.markContent('Artifact', { type });
    draw();
    pdf.endMarkedContent();
  }

  function use({ font = fonts.regular, size = 10, color = ink }: TextStyle): void {
    pdf.font(font).fontSize(size).fillColor(color);
  }

  function heightOf(text: string, options: { width: number } & TextStyle): number {
    use(options);
    return pdf.heightOfString(printable(text), { width: options.width, lineGap: options.lineGap ?? 2 });
  }

  /** Writes at a place; the running position stays where it is. */
  function write(text: string, x: number, y: number, options: { width: number } & TextStyle): void {
    use(options);
    pdf.text(printable(text), x, y, {
      width: options.width,
      align: options.align ?? 'left',
      lineGap: options.lineGap ?? 2,
    });
  }

  /** Writes what of a text fits into one line. */
  function writeLine(text: string, x: number, y: number, options: { width: number } & TextStyle): void {
    use(options);
    const whole = printable(text);
    let most = whole.length;
    while (most > 1 && pdf.widthOfString(shorten(whole, most)) > options.width) most -= 1;
    write(shorten(whole, most), x, y, options);
  }

  /** Goes on to a new page unless there is room for this much. */
  function ensure(height: number): boolean {
    if (pdf.y + height <= bottom) return false;
    pdf.addPage();
    pdf.y = margin;
    return true;
  }

  /** A paragraph at the running position. */
  function paragraph(parent: Parent, type: string, text: string, style: TextStyle & { after?: number } = {}): void {
    const height = heightOf(text, { ...style, width });
    ensure(height);
    const { y } = pdf;
    tag(parent, type, () => write(text, left, y, { ...style, width }));
    pdf.y = y + height + (style.after ?? 8);
  }

  /** A text as the font can show it; at most so many characters of that. */
  function printable(text: string, most = Number.POSITIVE_INFINITY): string {
    return shorten(toPrintable(text, (pdf as unknown as { _font: { font: Shapes } })._font.font), most);
  }

  /** Numbers the pages and closes the file. */
  async function finish(footer: string): Promise<Buffer> {
    const { count } = pdf.bufferedPageRange();
    for (let page = 1; page < count; page += 1) {
      pdf.switchToPage(page);
      const y = pdf.page.height - margin;
      pdf.page.margins.bottom = 0;
      decorate(() => {
        write(footer, left, y, { width: width * 0.88, size: 8, color: faint });
        write(`${page + 1} of ${count}`, left + width * 0.88, y, {
          width: width * 0.12,
          size: 8,
          color: faint,
          align: 'right',
        });
      }, 'Pagination');
    }
    root.end();
    pdf.end();
    await ended;
    return Buffer.concat(chunks);
  }

  return {
    pdf,
    root,
    left,
    width,
    bottom,
    tag,
    group,
    decorate,
    heightOf,
    write,
    writeLine,
    printable,
    ensure,
    paragraph,
    finish,
  };
}

export type Pages = ReturnType<typeof createPages>;
