/** One line of the table. */
export interface Figure {
  measured: string;
  engine: string;
  value: string;
  /** What it is held against, or empty. */
  limit: string;
  /** Whether it keeps the limit; `undefined` where there is none. */
  ok?: boolean;
}

export function toTable(figures: Figure[]): string {
  const header = ['measured', 'engine', 'value', 'limit', ''];
  const lines = figures.map(({ measured, engine, value, limit, ok }) => [
    measured,
    engine,
    value,
    limit,
    ok === undefined ? '' : ok ? 'ok' : 'MISSED',
  ]);
  const widths = header.map((name, column) => Math.max(name.length, ...lines.map((line) => line[column]!.length)));
  const format = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [format(header), rule, ...lines.map(format)].join('\n');
}

export function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)]!;
}

export function inMicros(value: number): string {
  return `${value.toFixed(1)} µs`;
}

export function asRatio(value: number): string {
  return `${value.toFixed(2)}×`;
}
