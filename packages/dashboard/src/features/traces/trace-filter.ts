import type { AuditLog } from 'agentaudit-client';

/** `status:error agent:billing >500ms refund`: fields by name, a least or most duration, and words. All must hold. */
export interface SpanFilter {
  fields: { field: FilterField; value: string }[];
  leastMs: number | undefined;
  mostMs: number | undefined;
  words: string[];
}

const fields = ['status', 'verdict', 'agent', 'action', 'id'] as const;

type FilterField = (typeof fields)[number];

const unitMs: Record<string, number> = { '': 1, ms: 1, s: 1000, m: 60_000 };

/** `undefined`: nothing is asked for. */
export function parseSpanFilter(text: string): SpanFilter | undefined {
  const filter: SpanFilter = { fields: [], leastMs: undefined, mostMs: undefined, words: [] };
  const terms = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const term of terms) {
    const [, sign, amount, unit = ''] = /^([<>])(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(term) ?? [];
    const [name, value] = splitOnce(term);
    const field = fields.find((known) => known === name);
    if (sign === '>') filter.leastMs = Number(amount) * unitMs[unit]!;
    else if (sign === '<') filter.mostMs = Number(amount) * unitMs[unit]!;
    else if (field !== undefined && value !== '') filter.fields.push({ field, value });
    else filter.words.push(term);
  }
  return terms.length === 0 ? undefined : filter;
}

/** `name` is what the span is called on the screen. */
export function matchesFilter(log: AuditLog, filter: SpanFilter, name: string): boolean {
  const { durationMs } = log;
  if (filter.leastMs !== undefined && (durationMs ?? 0) < filter.leastMs) return false;
  if (filter.mostMs !== undefined && (durationMs === null || durationMs > filter.mostMs)) return false;
  if (!filter.fields.every(({ field, value }) => fieldText(log, field).includes(value))) return false;
  if (filter.words.length === 0) return true;
  const text = `${log.action} ${name} ${log.agentId ?? ''} ${log.status} ${log.id}`.toLowerCase();
  return filter.words.every((word) => text.includes(word));
}

function fieldText(log: AuditLog, field: FilterField): string {
  if (field === 'verdict') return log.enforcementAction;
  if (field === 'agent') return (log.agentId ?? '').toLowerCase();
  return log[field].toLowerCase();
}

function splitOnce(term: string): [string, string] {
  const at = term.indexOf(':');
  return at < 0 ? [term, ''] : [term.slice(0, at), term.slice(at + 1)];
}
