import { closedValues, type FilterName, type LogChange } from './log-search.ts';

/** How filters are written in the query bar. */
const names: Record<string, FilterName> = {
  status: 'status',
  verdict: 'enforcementAction',
  action: 'action',
  agent: 'agentId',
  trace: 'traceId',
  session: 'sessionId',
  user: 'userId',
  from: 'from',
  to: 'to',
};

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Takes `status:error agent:"my agent" from:2h refund` apart: what names a filter becomes that filter, the
 * rest is full text. Times are ISO 8601, or a time ago such as `30m`, `2h`, `7d`. What cannot be a
 * filter stays in the text, so that nothing that was written is lost.
 */
export function parseQuery(text: string, { nowMs }: { nowMs: number }): LogChange {
  const change: LogChange = {};
  const rest = text.replace(/(^|\s)([a-z]+):(?:"([^"]*)"|(\S+))/gi, (whole, _lead, word: string, quoted, plain) => {
    const name = names[word.toLowerCase()];
    const value = name === undefined ? undefined : toValue(name, String(quoted ?? plain), nowMs);
    if (name === undefined || value === undefined) return whole;
    change[name] = value;
    return ' ';
  });
  const words = rest.trim().replaceAll(/\s+/g, ' ');
  return { ...change, q: words === '' ? undefined : words };
}

function toValue(name: FilterName, value: string, nowMs: number): string | undefined {
  if (value === '') return undefined;
  if (name === 'status' || name === 'enforcementAction') {
    return closedValues[name].find((known) => known === value.toLowerCase());
  }
  return name === 'from' || name === 'to' ? toInstant(value, nowMs) : value;
}

function toInstant(value: string, nowMs: number): string | undefined {
  const [, amount, unit = ''] = /^(\d+)([mhd])$/.exec(value) ?? [];
  const ms = amount === undefined ? Date.parse(value) : nowMs - Number(amount) * unitMs[unit]!;
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : undefined;
}
