import { toInstant } from '../http/instant.ts';
import type { Bar, Block, Figure } from './document.ts';

const dayMs = 24 * 3_600_000;
/** Bars that a page has room for. */
const mostBars = 62;

export function inGroups(value: number): string {
  return value.toLocaleString('en-US');
}

/** `2026-01-15 10:00 UTC`. */
export function toMinute(ms: number): string {
  return `${toInstant(ms).slice(0, 16).replace('T', ' ')} UTC`;
}

/** Such as `3 d 4 h`, the two largest units. */
export function toSpan(ms: number): string {
  const units: [string, number][] = [
    ['d', dayMs],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ];
  const start = units.findIndex(([, size]) => ms >= size);
  if (start === -1) return `${Math.round(ms)} ms`;
  let rest = ms;
  return units
    .slice(start, start + 2)
    .map(([unit, size]) => {
      const whole = Math.floor(rest / size);
      rest -= whole * size;
      return whole === 0 ? '' : `${whole} ${unit}`;
    })
    .filter((part) => part !== '')
    .join(' ');
}

export function toShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  const share = (part / whole) * 100;
  return share > 0 && share < 0.1 ? '< 0.1 %' : `${share.toFixed(1)} %`;
}

export function figure(key: string, label: string, value: number | null, text?: string): Figure {
  return { key, label, value, text: text ?? (value === null ? '–' : inGroups(value)) };
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${inGroups(count)} ${count === 1 ? one : many}`;
}

/** Days as bars; where they are too many, weeks or longer in their place. Empty ones show too. */
export function chartOverTime(byDay: ReadonlyMap<number, { logs: number; flagged: number }>): Block {
  const { bars, step } = toBars(byDay);
  const unit = step === 1 ? 'day' : step === 7 ? 'week' : `${step} days`;
  const title = `Logs by ${unit}, those with a verdict marked`;
  return { kind: 'chart', key: 'logsOverTime', title, axis: 'time', bars };
}

function toBars(byDay: ReadonlyMap<number, { logs: number; flagged: number }>): { bars: Bar[]; step: number } {
  if (byDay.size === 0) return { bars: [], step: 1 };
  const days = [...byDay.keys()];
  const first = days.reduce((least, day) => Math.min(least, day));
  const last = days.reduce((most, day) => Math.max(most, day));
  const length = Math.ceil((last - first + 1) / mostBars);
  const step = length > 1 && length <= 7 ? 7 : length;
  const bars = Array.from({ length: Math.ceil((last - first + 1) / step) }, (_, place) => ({
    label: toInstant((first + place * step) * dayMs).slice(0, 10),
    value: 0,
    marked: 0,
  }));
  for (const [day, { logs, flagged }] of byDay) {
    const bar = bars[Math.floor((day - first) / step)]!;
    bar.value += logs;
    bar.marked += flagged;
  }
  return { bars, step };
}
