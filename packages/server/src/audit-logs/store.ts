import type { AuditLog, AuditLogFilter } from 'agentaudit-schemas';
import { type RawBuilder, sql } from 'kysely';

import type { Database } from '../db/database.ts';
import type { TextIndex } from '../search/text-index.ts';
import { filterLogs, goOn } from './filter.ts';
import { toAuditLog } from './log-row.ts';

/** A log's place, and how much a page grows by it. */
export interface LogPlace {
  seq: number;
  bytes: number;
}

export interface FindOptions {
  order: 'asc' | 'desc';
  limit: number;
  offset: number;
  /** Only what follows this place, in the order asked for. */
  after: number | undefined;
}

/** One step of a walk up the parents. */
export interface ChainStep extends LogPlace {
  id: string;
  parentSpanId: string | null;
}

const envelopeColumns = [
  'e.seq',
  'e.id',
  'e.action',
  'e.timestamp',
  'e.created_at',
  'e.duration_ms',
  'e.status',
  'e.enforcement_action',
  'e.source_instance',
  'e.source_seq',
] as const;
const nameColumns = [
  'p.agent_id',
  'p.trace_id',
  'p.parent_span_id',
  'p.session_id',
  'p.user_id',
  'p.violations',
] as const;
const contentColumns = ['p.prompt', 'p.response', 'p.metadata'] as const;

/** Reads the log tables. Every question names the organization, and no answer leaves it. */
export function createAuditLogStore(database: Database, textIndex: TextIndex) {
  const { query } = database;

  async function find(org: number, filter: AuditLogFilter, options: FindOptions): Promise<LogPlace[]> {
    const { order, limit, offset, after } = options;
    if (filter.q !== undefined) await textIndex.catchUp(org);
    const all = filterLogs(database, org, filter);
    if (all === undefined) return [];
    const matching = after === undefined ? all : goOn(all, filter, { order, after });
    // The places first, from the indexes alone; the payloads only of those that are on the page.
    return query
      .selectFrom(matching.select('e.seq').orderBy('e.seq', order).limit(limit).offset(offset).as('found'))
      .leftJoin('log_payloads as p', (join) => join.on('p.org', '=', org).onRef('p.seq', '=', 'found.seq'))
      .select(['found.seq', sql<number>`coalesce(p.bytes, 0)`.as('bytes')])
      .orderBy('found.seq', order)
      .execute();
  }

  async function count(org: number, filter: AuditLogFilter): Promise<number> {
    if (filter.q !== undefined) await textIndex.catchUp(org);
    const row = await filterLogs(database, org, filter)
      ?.select(sql<number>`count(*)`.as('total'))
      .executeTakeFirst();
    return row?.total ?? 0;
  }

  /** The logs at these places, in the order asked. */
  async function read(org: number, seqs: number[], { payload }: { payload: boolean }): Promise<AuditLog[]> {
    const rows = await query
      .selectFrom('log_envelopes as e')
      .leftJoin('log_payloads as p', (join) => join.onRef('p.org', '=', 'e.org').onRef('p.seq', '=', 'e.seq'))
      .select([...envelopeColumns, ...nameColumns, ...(payload ? contentColumns : [])])
      .where('e.org', '=', org)
      .where('e.seq', 'in', anyOf(seqs))
      .execute();
    const bySeq = new Map(rows.map((row) => [row.seq, toAuditLog(row, { payload })]));
    return seqs.flatMap((seq) => bySeq.get(seq) ?? []);
  }

  async function findById(org: number, id: string): Promise<number | undefined> {
    const row = await query
      .selectFrom('log_envelopes')
      .select('seq')
      .where('org', '=', org)
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.seq;
  }

  /** By time, then by commit. */
  async function findTrace(org: number, traceId: string): Promise<LogPlace[]> {
    return query
      .selectFrom('log_payloads as p')
      .innerJoin('log_envelopes as e', (join) => join.onRef('e.org', '=', 'p.org').onRef('e.seq', '=', 'p.seq'))
      .select(['p.seq', 'p.bytes'])
      .where('p.org', '=', org)
      .where('p.trace_id', '=', traceId)
      .orderBy('e.timestamp')
      .orderBy('p.seq')
      .execute();
  }

  /** The log, its parent, and so on up, at most `limit`: a cycle repeats until then. */
  async function findChain(org: number, id: string, { limit }: { limit: number }): Promise<ChainStep[]> {
    const { rows } = await sql<ChainStep>`
      WITH RECURSIVE chain (depth, seq, id, parent, bytes) AS (
        SELECT 1, e.seq, e.id, p.parent_span_id, coalesce(p.bytes, 0) FROM log_envelopes e
          LEFT JOIN log_payloads p ON p.org = e.org AND p.seq = e.seq WHERE e.org = ${org} AND e.id = ${id}
        UNION ALL
        SELECT chain.depth + 1, e.seq, e.id, p.parent_span_id, coalesce(p.bytes, 0) FROM chain
          JOIN log_envelopes e ON e.org = ${org} AND e.id = chain.parent
          LEFT JOIN log_payloads p ON p.org = e.org AND p.seq = e.seq
          WHERE chain.depth < ${limit})
      SELECT seq, id, parent AS "parentSpanId", bytes FROM chain ORDER BY depth`.execute(query);
    return rows;
  }

  /** Hundreds of places as one parameter. */
  function anyOf(seqs: number[]): RawBuilder<number> {
    return database.engine === 'sqlite'
      ? sql<number>`(SELECT value FROM json_each(${JSON.stringify(seqs)}))`
      : sql<number>`(SELECT unnest(${seqs}::bigint[]))`;
  }

  return { find, count, read, findById, findTrace, findChain };
}

export type AuditLogStore = ReturnType<typeof createAuditLogStore>;
