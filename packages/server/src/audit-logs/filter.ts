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
const envelopeColumns = { action: 'action', status: 'status', enforcementAction: 'enforcement_action' } as const;

/** A query for the logs that pass a filter; `undefined` when the text asked for holds no word, so that nothing can. */
export function filterLogs(database: Database, org: number, filter: AuditLogFilter): LogQuery | undefined {
  const matching = filter.q === undefined ? undefined : matchingSeqs(database.engine, org, filter.q);
  if (filter.q !== undefined && matching === undefined) return undefined;
  let query = start(database, org, matching);
  for (const name of ['agentId', 'traceId', 'sessionId', 'userId'] as const) {
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
