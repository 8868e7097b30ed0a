import type { Transaction } from 'kysely';

import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { DeliveriesTable } from '../db/tables/jobs.ts';
import { toInstant } from '../http/instant.ts';
import { newId } from '../ids.ts';
import type { JobHandler } from '../jobs/job.ts';
import { toJobRow } from '../jobs/outbox.ts';
import { gatherEmail } from './gather-email.ts';
import type { NotificationEvent } from './notify.ts';
import { concerns, findRecipients, type Recipient } from './recipients.ts';

export const webhookDelivery = 'webhook.deliver';

/** Rows of one insert: all engines take that many parameters. */
const rowsPerInsert = 500;

export interface FanOutOptions {
  /** Whether e-mails can be sent at all. */
  hasEmail: boolean;
  now: () => number;
}

/** Makes one delivery for each event and receiver, in the transaction that ends the job: none twice, none lost. */
export function createFanOut(
  database: Database,
  { hasEmail, now }: FanOutOptions,
): JobHandler<{ events: NotificationEvent[] }> {
  return {
    concurrency: 2,
    perOrganization: 1,
    retryDelaysMs: [1000, 5000, 30_000, 60_000, 300_000, 1_800_000],
    run: async ({ org, payload: { events } }) => {
      const recipients = await findRecipients(database.query, org);
      return {
        outcome: 'done',
        record: async (query) => {
          const nowMs = now();
          for (const recipient of recipients) {
            const theirs = events.filter((event) => concerns(event, recipient));
            const { webhook, webhookUrl, email } = recipient.preferences;
            if (webhook && webhookUrl !== null) {
              const rows = theirs.map((event) => toWebhook(org, recipient, event, nowMs));
              await insertWebhooks(query, rows, nowMs);
            }
            if (email && hasEmail) {
              const kinds = Map.groupBy(theirs, ({ type }) => type);
              for (const [event, items] of kinds) {
                await gatherEmail(query, { engine: database.engine, org, recipient, event, items, nowMs });
              }
            }
          }
        },
      };
    },
  };
}

/** The body is fixed here: every attempt sends the same. */
export function toWebhook(
  org: number,
  { userId, preferences }: Recipient,
  { type, data }: { type: string; data: unknown },
  nowMs: number,
): DeliveriesTable {
  return {
    org,
    id: newId('webhook'),
    user_id: userId,
    channel: 'webhook',
    event: type,
    destination: preferences.webhookUrl ?? '',
    payload: JSON.stringify({ type, timestamp: toInstant(nowMs), data }),
    status: 'pending',
    attempts: 0,
    next_attempt_at: nowMs,
    created_at: nowMs,
    settled_at: null,
  };
}

/** A delivery's job has the delivery's id. */
export async function insertWebhooks(
  query: Transaction<Tables>,
  rows: DeliveriesTable[],
  nowMs: number,
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const some = rows.slice(start, start + rowsPerInsert);
    await query.insertInto('deliveries').values(some).execute();
    await query
      .insertInto('jobs')
      .values(some.map(({ org, id }) => toJobRow({ org, id, kind: webhookDelivery, payload: {}, nowMs })))
      .execute();
  }
}
