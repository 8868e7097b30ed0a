import type { NotificationPreferences } from 'agentaudit-schemas';
import type { Transaction } from 'kysely';

import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { JobHandler } from '../jobs/job.ts';
import { type DeliveryStore, failDelivery, recordAttempt } from '../notifications/delivery-store.ts';
import { findRecipient } from '../notifications/recipients.ts';
import type { WebhookSecrets } from './secret-store.ts';
import type { WebhookSender } from './sender.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Ten attempts over about three days, as Standard Webhooks recommends. */
export const webhookRetryDelaysMs = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

export interface WebhookHandlerOptions {
  deliveries: DeliveryStore;
  secrets: WebhookSecrets;
  sender: WebhookSender;
  now: () => number;
}

/** Sends the delivery that has the job's id to the URL that its receiver has set by now. */
export function createWebhookHandler(
  database: Database,
  { deliveries, secrets, sender, now }: WebhookHandlerOptions,
): JobHandler {
  return {
    concurrency: 20,
    perOrganization: 5,
    retryDelaysMs: webhookRetryDelaysMs,
    run: async ({ org, id }, { signal }) => {
      const delivery = await deliveries.get(org, id);
      const recipient = delivery && (await findRecipient(database.query, org, delivery.user_id));
      const url = recipient?.preferences.webhook === true ? recipient.preferences.webhookUrl : null;
      if (delivery === undefined || url === null) return { outcome: 'give_up', error: 'The webhook was switched off' };
      const atMs = now();
      const startedMs = performance.now();
      const answer = await sender.send(
        { id, url, body: delivery.payload, secrets: await secrets.current(org, delivery.user_id) },
        signal,
      );
      const durationMs = Math.round(performance.now() - startedMs);
      const record = async (query: Transaction<Tables>, nextAttemptAtMs: number | null) => {
        await recordAttempt(query, { org, id, destination: url }, { ...answer, atMs, durationMs, nextAttemptAtMs });
        if (answer.isGone) await switchOff(query, org, delivery.user_id);
      };
      if (answer.isDelivered) return { outcome: 'done', record };
      return { outcome: answer.isGone ? 'give_up' : 'retry', error: answer.error ?? 'Failed', record };
    },
    abandon: (query, { org, id }) => failDelivery(query, { org, id, nowMs: now() }),
  };
}

/** What a 410 asks for. */
async function switchOff(query: Transaction<Tables>, org: number, userId: string): Promise<void> {
  const user = await query
    .selectFrom('users')
    .select('notifications')
    .where('org', '=', org)
    .where('id', '=', userId)
    .executeTakeFirst();
  if (user === undefined) return;
  const preferences: NotificationPreferences = { ...JSON.parse(user.notifications), webhook: false };
  await query
    .updateTable('users')
    .set({ notifications: JSON.stringify(preferences) })
    .where('id', '=', userId)
    .execute();
}
