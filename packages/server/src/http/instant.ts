/** Hour 24 is ISO 8601's, not RFC 3339's, and `Date.parse` would take it. */
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** RFC 3339 with any offset, as milliseconds since 1970; `undefined` when it is none, or falls outside the years 0 to 9999. */
export function parseInstant(text: string): number | undefined {
  if (!rfc3339.test(text)) return undefined;
  const ms = Date.parse(text.toUpperCase());
  return Number.isNaN(ms) || ms < earliest || ms > latest || !isRealDay(text) ? undefined : ms;
}

const earliest = Date.parse('0000-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** `Date.parse` turns 31 February into 3 March. */
function isRealDay(text: string): boolean {
  const midnight = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === text.slice(0, 10);
}

let lastMs = NaN;
let lastInstant = '';

/** ISO 8601, UTC, milliseconds. Logs of one commit share their time, so the last one is kept. */
export function toInstant(ms: number): string {
  if (ms !== lastMs) {
    lastInstant = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastInstant;
}
