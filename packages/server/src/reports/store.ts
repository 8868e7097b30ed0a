import type { Report, ReportFormat, ReportInput, ReportType } from 'agentaudit-schemas';
import { sql, type Transaction } from 'kysely';

import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { ReportsTable } from '../db/tables/jobs.ts';
import type { IdRange } from '../http/id-page.ts';
import { parseInstant, toInstant } from '../http/instant.ts';
import { newId } from '../ids.ts';
import { enqueue } from '../jobs/outbox.ts';

export const reportJob = 'report.build';

/** A file is kept in pieces of this size, so that reading it needs no more memory. */
const chunkBytes = 256 * 1024;

export interface NewReport {
  org: number;
  createdBy: string;
  input: ReportInput;
  nowMs: number;
}

/** Reports and their files. */
export function createReportStore(database: Database) {
  const { query } = database;

  /** Stores the report with the job that makes it. The job has the report's id. */
  async function create({ org, createdBy, input, nowMs }: NewReport): Promise<ReportsTable> {
    const row: ReportsTable = {
      org,
      id: newId('report'),
      type: input.type,
      format: input.format ?? 'pdf',
      from_at: parseInstant(input.from)!,
      to_at: parseInstant(input.to)!,
      status: 'pending',
      progress: 0,
      error: null,
      bytes: null,
      created_by: createdBy,
      created_at: nowMs,
      finished_at: null,
    };
    await database.transaction(async (transaction) => {
      await transaction.insertInto('reports').values(row).execute();
      await enqueue(transaction, { org, id: row.id, kind: reportJob, payload: {}, nowMs }).execute();
    });
    return row;
  }

  async function get(org: number, id: string): Promise<ReportsTable | undefined> {
    return query.selectFrom('reports').selectAll().where('org', '=', org).where('id', '=', id).executeTakeFirst();
  }

  /** The newest first. */
  async function list(org: number, { limit, offset, lastId }: IdRange): Promise<ReportsTable[]> {
    let found = query.selectFrom('reports').selectAll().where('org', '=', org);
    if (lastId !== undefined) found = found.where('id', '<', lastId);
    return found.orderBy('id', 'desc').limit(limit).offset(offset).execute();
  }

  async function count(org: number): Promise<number> {
    const { total } = await query
      .selectFrom('reports')
      .select(sql<number>`count(*)`.as('total'))
      .where('org', '=', org)
      .executeTakeFirstOrThrow();
    return total;
  }

  /** True when there was one. What is still being made is thrown away when it is done. */
  async function remove(org: number, id: string): Promise<boolean> {
    return database.transaction(async (transaction) => {
      const deleted = await transaction
        .deleteFrom('reports')
        .where('org', '=', org)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      await transaction.deleteFrom('jobs').where('org', '=', org).where('id', '=', id).execute();
      return deleted !== undefined;
    });
  }

  /** Says how far it is; false when the report was deleted. */
  async function setProgress(org: number, id: string, progress: number): Promise<boolean> {
    const updated = await query
      .updateTable('reports')
      .set({ status: 'running', progress })
      .where('org', '=', org)
      .where('id', '=', id)
      .where('status', 'in', ['pending', 'running'])
      .returning('id')
      .executeTakeFirst();
    return updated !== undefined;
  }

  async function* read(org: number, id: string): AsyncGenerator<Uint8Array> {
    for (let part = 0; ; part += 1) {
      const chunk = await query
        .selectFrom('report_chunks')
        .select('content')
        .where('org', '=', org)
        .where('report_id', '=', id)
        .where('part', '=', part)
        .executeTakeFirst();
      if (chunk === undefined) return;
      yield chunk.content;
    }
  }

  return { create, get, list, count, remove, setProgress, read };
}

export type ReportStore = ReturnType<typeof createReportStore>;

/** Stores a finished file. Nothing of it is to be seen before its transaction commits. */
export async function finishReport(
  query: Transaction<Tables>,
  { org, id, file, nowMs }: { org: number; id: string; file: Buffer; nowMs: number },
): Promise<void> {
  const updated = await query
    .updateTable('reports')
    .set({ status: 'ready', progress: 1, error: null, bytes: file.length, finished_at: nowMs })
    .where('org', '=', org)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) return;
  await query.deleteFrom('report_chunks').where('org', '=', org).where('report_id', '=', id).execute();
  for (let part = 0; part * chunkBytes < file.length; part += 1) {
    const content = file.subarray(part * chunkBytes, (part + 1) * chunkBytes);
    await query.insertInto('report_chunks').values({ org, report_id: id, part, content }).execute();
  }
}

export async function failReport(
  query: Transaction<Tables>,
  { org, id, error, nowMs }: { org: number; id: string; error: string; nowMs: number },
): Promise<void> {
  await query
    .updateTable('reports')
    .set({ status: 'failed', error, finished_at: nowMs })
    .where('org', '=', org)
    .where('id', '=', id)
    .execute();
}

export function toReport(row: ReportsTable): Report {
  return {
    id: row.id,
    status: row.status,
    type: row.type as ReportType,
    format: row.format as ReportFormat,
    from: toInstant(row.from_at),
    to: toInstant(row.to_at),
    progress: row.progress,
    createdAt: toInstant(row.created_at),
    completedAt: row.finished_at === null ? null : toInstant(row.finished_at),
    error: row.error,
  };
}
