import type { Delivery, DeliveryAttempt, DeliveryChannel, DeliveryEvent, DeliveryStatus } from 'agentaudit-schemas';
import { sql, type Transaction } from 'kysely';

import type { Database, Query } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { DeliveriesTable, DeliveryAttemptsTable } from '../db/tables/jobs.ts';
import type { IdRange } from '../http/id-page.ts';
import { toInstant } from '../http/instant.ts';

export interface DeliveryFilter {
  channel?: DeliveryChannel;
  status?: DeliveryStatus;
  /** Only those to this person. */
  userId?: string;
}

/** The outcome of an attempt, as the channel saw it. */
export interface AttemptResult {
  isDelivered: boolean;
  responseStatus: number | null;
  responseBody: string | null;
  error: string | null;
}

/** The delivery log. */
export function createDeliveryStore({ query }: Database) {
  async function get(org: number, id: string): Promise<DeliveriesTable | undefined> {
    return query.selectFrom('deliveries').selectAll().where('org', '=', org).where('id', '=', id).executeTakeFirst();
  }

  function matching(org: number, { channel, status, userId }: DeliveryFilter) {
    let found = query.selectFrom('deliveries').where('org', '=', org);
    if (channel !== undefined) found = found.where('channel', '=', channel);
    if (status !== undefined) found = found.where('status', '=', status);
    if (userId !== undefined) found = found.where('user_id', '=', userId);
    return found;
  }

  /** The newest first. */
  async function list(org: number, filter: DeliveryFilter, { limit, offset, lastId }: IdRange): Promise<Delivery[]> {
    let found = matching(org, filter);
    if (lastId !== undefined) found = found.where('id', '<', lastId);
    const rows = await found.selectAll().orderBy('id', 'desc').limit(limit).offset(offset).execute();
    return withAttempts(org, rows);
  }

  async function count(org: number, filter: DeliveryFilter): Promise<number> {
    const row = await matching(org, filter)
      .select(sql<number>`count(*)`.as('total'))
      .executeTakeFirstOrThrow();
    return row.total;
  }

  async function withAttempts(org: number, rows: DeliveriesTable[]): Promise<Delivery[]> {
    if (rows.length === 0) return [];
    const attempts = await query
      .selectFrom('delivery_attempts')
      .selectAll()
      .where('org', '=', org)
      .where(
        'delivery_id',
        'in',
        rows.map(({ id }) => id),
      )
      .orderBy('number')
      .execute();
    const byDelivery = Map.groupBy(attempts, ({ delivery_id }) => delivery_id);
    return rows.map((row) => toDelivery(row, byDelivery.get(row.id) ?? []));
  }

  return { get, list, count, withAttempts };
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

/** Adds an attempt to the log of a delivery, and says what it means for it. */
export async function recordAttempt(
  query: Transaction<Tables>,
  delivery: Pick<DeliveriesTable, 'org' | 'id' | 'destination'>,
  result: AttemptResult & { atMs: number; durationMs: number; nextAttemptAtMs: number | null },
): Promise<void> {
  const isFinal = result.isDelivered || result.nextAttemptAtMs === null;
  const { attempts } = await query
    .updateTable('deliveries')
    .set((row) => ({
      attempts: row('attempts', '+', 1),
      destination: delivery.destination,
      status: result.isDelivered ? 'delivered' : isFinal ? 'failed' : 'pending',
      next_attempt_at: isFinal ? null : result.nextAttemptAtMs,
      settled_at: isFinal ? result.atMs + result.durationMs : null,
    }))
    .where('org', '=', delivery.org)
    .where('id', '=', delivery.id)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  await query
    .insertInto('delivery_attempts')
    .values({
      org: delivery.org,
      delivery_id: delivery.id,
      number: attempts,
      at: result.atMs,
      duration_ms: result.durationMs,
      response_status: result.responseStatus,
      response_body: result.responseBody,
      error: result.error,
    })
    .execute();
}

/** Gives a delivery up that no attempt was made for. */
export async function failDelivery(query: Query, { org, id, nowMs }: { org: number; id: string; nowMs: number }) {
  await query
    .updateTable('deliveries')
    .set({ status: 'failed', next_attempt_at: null, settled_at: nowMs })
    .where('org', '=', org)
    .where('id', '=', id)
    .where('status', '<>', 'delivered')
    .execute();
}

function toDelivery(row: DeliveriesTable, attempts: DeliveryAttemptsTable[]): Delivery {
  return {
    id: row.id,
    channel: row.channel,
    event: row.event as DeliveryEvent,
    destination: row.destination,
    status: row.status,
    attempts: attempts.map(toAttempt),
    nextAttemptAt: row.next_attempt_at === null ? null : toInstant(row.next_attempt_at),
    createdAt: toInstant(row.created_at),
    settledAt: row.settled_at === null ? null : toInstant(row.settled_at),
  };
}

function toAttempt(row: DeliveryAttemptsTable): DeliveryAttempt {
  return {
    number: row.number,
    at: toInstant(row.at),
    durationMs: row.duration_ms,
    responseStatus: row.response_status,
    responseBody: row.response_body,
    error: row.error,
  };
}
