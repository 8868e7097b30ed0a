import { setTimeout as pause } from 'node:timers/promises';

import type { EnforcementAction, LogStatus } from 'agentaudit-schemas';
import { type RawBuilder, sql } from 'kysely';

import type { Database } from '../db/database.ts';

/** Logs read at once: some milliseconds, in which SQLite's server does nothing else. */
const chunkLogs = 1000;
/** How long a rest is, measured by the work before it: reports take a fifth of the time, ingest has the rest. */
const restFactor = 4;

export interface ScannedLog {
  seq: number;
  action: string;
  timestamp: number;
  createdAt: number;
  durationMs: number | null;
  status: LogStatus;
  enforcementAction: EnforcementAction;
  sourceInstance: string | null;
  sourceSeq: number | null;
  agentId: string | null;
  /** JSON, or null when nothing was found. */
  violations: string | null;
  isErased: number;
}

export interface ScanOptions {
  org: number;
  fromMs: number;
  toMs: number;
  /** Only logs before this place: the log as it was when the report was begun. */
  size: number;
  signal: AbortSignal;
  /** Told after each piece how far it is, 0 to 1. */
  onProgress: (progress: number) => Promise<void>;
}

/** Hands over every log of a window, by time, in pieces of bounded size and without hurry. */
export async function scanLogs(
  { query }: Database,
  options: ScanOptions,
  take: (log: ScannedLog) => void,
): Promise<void> {
  const { org, fromMs, toMs, size, signal, onProgress } = options;
  const [first, last] = await Promise.all([edge('asc'), edge('desc')]);
  if (first === undefined || last === undefined) return;
  for (let after: [number, number] = [fromMs, -1]; ;) {
    signal.throwIfAborted();
    const startedMs = performance.now();
    const rows = await read(after);
    for (const row of rows) take(row);
    if (rows.length < chunkLogs) return;
    const { timestamp, seq } = rows.at(-1)!;
    after = [timestamp, seq];
    await onProgress((timestamp - first) / Math.max(1, last - first));
    await pause((performance.now() - startedMs) * restFactor, undefined, { signal });
  }

  /** The time of the first or last log of the window. */
  async function edge(order: 'asc' | 'desc'): Promise<number | undefined> {
    const row = await query
      .selectFrom('log_envelopes as e')
      .select('e.timestamp')
      .where('e.org', '=', org)
      .where('e.timestamp', '>=', fromMs)
      .where('e.timestamp', '<=', toMs)
      .orderBy('e.timestamp', order)
      .limit(1)
      .executeTakeFirst();
    return row?.timestamp;
  }

  async function read([timestamp, seq]: [number, number]): Promise<ScannedLog[]> {
    const isAfter: RawBuilder<boolean> = sql`(e.timestamp, e.seq) > (${timestamp}, ${seq})`;
    return query
      .selectFrom('log_envelopes as e')
      .leftJoin('log_payloads as p', (join) => join.onRef('p.org', '=', 'e.org').onRef('p.seq', '=', 'e.seq'))
      .select([
        'e.seq',
        'e.action',
        'e.timestamp',
        'e.created_at as createdAt',
        'e.duration_ms as durationMs',
        'e.status',
        'e.enforcement_action as enforcementAction',
        'e.source_instance as sourceInstance',
        'e.source_seq as sourceSeq',
        'p.agent_id as agentId',
        'p.violations',
        sql<number>`CASE WHEN p.seq IS NULL THEN 1 ELSE 0 END`.as('isErased'),
      ])
      .where('e.org', '=', org)
      .where(isAfter)
      .where('e.timestamp', '<=', toMs)
      .where('e.seq', '<', size)
      .orderBy('e.timestamp')
      .orderBy('e.seq')
      .limit(chunkLogs)
      .execute();
  }
}
