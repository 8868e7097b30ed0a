import {
  type HitlAuditFilter,
  type HitlAuditQuery,
  hitlLimits,
  type HitlOutcome,
  hitlOutcomes,
  type HitlPageQuery,
  type HitlPendingQuery,
  limits,
} from 'agentaudit-schemas';

import { parseInstant } from '../http/instant.ts';
import { hitlErrors } from './errors.ts';
import type { RequestFilter, RequestPage } from './store.ts';

/** The texts of a query string. */
export type RawQuery = Record<string, string | string[]>;

/** One parameter: how its text is read (`undefined`: it is none), and what it must be. */
interface Parameter<Value> {
  read: (text: string) => Value | undefined;
  must: string;
}

const wholeNumber = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);
const oneOf =
  <Value extends string>(values: readonly Value[]) =>
  (text: string) =>
    values.find((value) => value === text);

const identifier: Parameter<string> = {
  read: (text) => (text.length > 0 && text.length <= limits.identifierLength ? text : undefined),
  must: `Must be 1 to ${limits.identifierLength} characters`,
};
const instant: Parameter<number> = {
  read: parseInstant,
  must: 'Must be an ISO 8601 date-time, such as 2025-10-01T00:00:00Z',
};

const parameters = {
  page: {
    read: (text) => atLeastOne(wholeNumber(text)),
    must: 'Must be an integer greater than or equal to 1',
  } satisfies Parameter<number>,
  limit: {
    read: (text) => atMost(atLeastOne(wholeNumber(text)), hitlLimits.pageMax),
    must: `Must be an integer between 1 and ${hitlLimits.pageMax}`,
  } satisfies Parameter<number>,
  sort_order: {
    read: oneOf(['asc', 'desc']),
    must: "Must be either 'asc' or 'desc'",
  } satisfies Parameter<'asc' | 'desc'>,
  decision_type: {
    read: oneOf(hitlOutcomes),
    must: `Must be one of ${hitlOutcomes.map((outcome) => `'${outcome}'`).join(', ')}`,
  } satisfies Parameter<HitlOutcome>,
  wait: {
    read: (text) => (/^\d{1,4}(\.\d{1,3})?$/.test(text) ? atMost(Number(text), hitlLimits.waitMaxSeconds) : undefined),
    must: `Must be a number of seconds between 0 and ${hitlLimits.waitMaxSeconds}`,
  } satisfies Parameter<number>,
  agent_id: identifier,
  tool_name: identifier,
  decided_by: identifier,
  trace_id: identifier,
  start_date: instant,
  end_date: instant,
};

type Name = keyof typeof parameters;
type Values<Names extends Name> = {
  [Key in Names]?: NonNullable<ReturnType<(typeof parameters)[Key]['read']>>;
};

/** Reads the parameters that a route knows. A value that does not parse is refused, never clamped. */
function read<Names extends Name>(raw: RawQuery, names: readonly Names[]): Values<Names> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(raw)) {
    if (!names.some((known) => known === name)) {
      throw hitlErrors.invalidParameter(name, text, 'It is not a known parameter');
    }
    const { read: parse, must } = parameters[name as Names];
    const value = typeof text === 'string' ? parse(text) : undefined;
    if (value === undefined) throw hitlErrors.invalidParameter(name, text, must);
    values[name] = value;
  }
  return values as Values<Names>;
}

const pageNames = ['page', 'limit', 'sort_order'] as const satisfies (keyof HitlPageQuery)[];
const filterNames = [
  'decision_type',
  'agent_id',
  'tool_name',
  'decided_by',
  'trace_id',
  'start_date',
  'end_date',
] as const satisfies (keyof HitlAuditFilter)[];

export function readAuditQuery(raw: RawQuery) {
  const values = read(raw, [...pageNames, ...filterNames] satisfies (keyof HitlAuditQuery)[]);
  return { page: toPage(values, 'desc'), filter: toFilter(values, raw) };
}

export function readPendingQuery(raw: RawQuery) {
  const names = [...pageNames, 'agent_id', 'tool_name', 'trace_id'] as const satisfies (keyof HitlPendingQuery)[];
  const values = read(raw, names);
  return { page: toPage(values, 'asc'), filter: toFilter(values, raw) };
}

export function readStatsQuery(raw: RawQuery): RequestFilter {
  return toFilter(read(raw, filterNames), raw);
}

/** How long an answer is held. */
export function readWaitMs(raw: RawQuery): number {
  return (read(raw, ['wait']).wait ?? 0) * 1000;
}

/** For routes without parameters. */
export function readNothing(raw: RawQuery): void {
  read(raw, []);
}

function toPage(
  { page = 1, limit = hitlLimits.pageDefault, sort_order }: Values<'page' | 'limit' | 'sort_order'>,
  order: 'asc' | 'desc',
) {
  // Past the end is empty, however far past.
  const offset = Math.min((page - 1) * limit, Number.MAX_SAFE_INTEGER);
  const at: RequestPage = { limit, offset, order: sort_order ?? order };
  return { ...at, page };
}

function toFilter(values: Values<(typeof filterNames)[number]>, raw: RawQuery): RequestFilter {
  const { start_date: fromMs, end_date: toMs } = values;
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) {
    throw hitlErrors.invalidRange({ start_date: raw['start_date'], end_date: raw['end_date'] });
  }
  return {
    decision: values.decision_type,
    agentId: values.agent_id,
    toolName: values.tool_name,
    decidedBy: values.decided_by,
    traceId: values.trace_id,
    fromMs,
    toMs,
  };
}

function atLeastOne(value: number | undefined): number | undefined {
  return value !== undefined && value >= 1 ? value : undefined;
}

function atMost(value: number | undefined, most: number): number | undefined {
  return value !== undefined && value <= most ? value : undefined;
}
