import type { AuditLogFilter } from 'agentaudit-schemas';
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';

import type { Database, Engine } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { errors } from '../errors.ts';
import { parseInstant } from '../http/instant.ts';
import { matchingSeqs } from '../search/text-filter.ts';

type Joined = { e: Tables['log_envelopes']; p: Tables['log_payloads'] };
export type LogQuery = SelectQueryBuilder<Joined, 'e' | 'p', object>;

const payloadColumns = {
  agentId: 'agent_id',
  traceId: 'trace_id',
  sessionId: 'session_id',
  userId: 'user_id',
} as const;
const payloadFilters = Object.keys(payloadColumns) as (keyof typeof payloadColumns)[];
const envelopeColumns = { action: 'action', status: 'status', enforcementAction: 'enforcement_action' } as const;

/** A query for the logs that pass a filter; `undefined` when the text asked for holds no word, so that nothing can. */
export function filterLogs(database: Database, org: number, filter: AuditLogFilter): LogQuery | undefined {
  const matching = filter.q === undefined ? undefined : matchingSeqs(database.engine, org, filter.q);
  if (filter.q !== undefined && matching === undefined) return undefined;
  let query = start(database, org, matching);
  for (const name of payloadFilters) {
    const value = filter[name];
    if (value !== undefined) query = query.where('p.org', '=', org).where(`p.${payloadColumns[name]}`, '=', value);
  }
  for (const name of ['action', 'status', 'enforcementAction'] as const) {
    const value = filter[name];
    // The partial indexes on what is rare serve only where SQLite sees that the value is not the common one.
    if (value !== undefined)
      query = query.where(`e.${envelopeColumns[name]}`, '=', isClosed(name) ? sql.lit(value) : value);
  }
  const { from, to } = toRange(filter);
  const timestamp = timestampOf(database.engine, filter);
  if (from !== undefined) query = query.where(timestamp, '>=', from);
  if (to !== undefined) query = query.where(timestamp, '<=', to);
  return query;
}

/** Only what follows a place, in the order asked for. */
export function goOn(
  query: LogQuery,
  filter: AuditLogFilter,
  { order, after }: { order: 'asc' | 'desc'; after: number },
): LogQuery {
  const side = order === 'asc' ? '>' : '<';
  const rest = query.where('e.seq', side, after);
  // Said of the payloads too where their index leads: PostgreSQL would walk it from its end.
  return payloadFilters.some((name) => filter[name] !== undefined) ? rest.where('p.seq', side, after) : rest;
}

/**
 * SQLite would go by time whatever else is asked, and sort what it finds: a second in a million logs. Any
 * other filter has an index that is in the log's order already, and the `+` keeps it from the one by time.
 */
function timestampOf(engine: Engine, { from: _from, to: _to, ...others }: AuditLogFilter): RawBuilder<number> {
  const hasOthers = Object.values(others).some((value) => value !== undefined);
  return engine === 'sqlite' && hasOthers ? sql<number>`+e.timestamp` : sql<number>`e.timestamp`;
}

function start(database: Database, org: number, matching: ReturnType<typeof matchingSeqs>): LogQuery {
  const base =
    matching === undefined
      ? database.query.selectFrom('log_envelopes as e')
      : database.query
          .selectFrom(sql<{ seq: number }>`${matching}`.as('t'))
          .innerJoin('log_envelopes as e', 'e.seq', 't.seq');
  return base
    .leftJoin('log_payloads as p', (join) => join.onRef('p.org', '=', 'e.org').onRef('p.seq', '=', 'e.seq'))
    .where('e.org', '=', org) as LogQuery;
}

function isClosed(name: string): boolean {
  return name !== 'action';
}

function toRange(filter: AuditLogFilter): { from: number | undefined; to: number | undefined } {
  const from = filter.from === undefined ? undefined : parseInstant(filter.from);
  const to = filter.to === undefined ? undefined : parseInstant(filter.to);
  if (from !== undefined && to !== undefined && from > to) throw errors.invalidField('from', 'must not be after to');
  return { from, to };
}
