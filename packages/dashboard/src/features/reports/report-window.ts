/** The first and the last day of a window, in UTC, such as `2026-01-31`. Both belong to it. */
export interface ReportWindow {
  from: string;
  to: string;
}

const dayMs = 24 * 3600 * 1000;

/** Windows that people ask for by name. */
export const windows: Record<string, (now: Date) => ReportWindow> = {
  'Last 7 days': (now) => lastDays(now, 7),
  'Last 30 days': (now) => lastDays(now, 30),
  'Last 90 days': (now) => lastDays(now, 90),
  'This month': (now) => months(now, 0, 1),
  'Last month': (now) => months(now, -1, 1),
  'Last quarter': (now) => months(now, -(now.getUTCMonth() % 3) - 3, 3),
  'This year': (now) => months(now, -now.getUTCMonth(), 12),
};

export const defaultWindow = 'Last 30 days';

function lastDays(now: Date, days: number): ReportWindow {
  return { from: toDay(new Date(now.getTime() - (days - 1) * dayMs)), to: toDay(now) };
}

/** Whole months from `start` months after this one, as far as they have passed. */
function months(now: Date, start: number, count: number): ReportWindow {
  const month = (offset: number, day: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, day));
  const end = month(start + count, 0);
  return { from: toDay(month(start, 1)), to: toDay(end > now ? now : end) };
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The window's first and last millisecond. */
export function toInstants({ from, to }: ReportWindow): ReportWindow {
  return { from: `${from}T00:00:00.000Z`, to: `${to}T23:59:59.999Z` };
}

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Such as `1 – 31 Jan 2026`, of two instants. */
export function describeWindow({ from, to }: ReportWindow): string {
  return day.formatRange(new Date(from), new Date(to));
}
