import {
  type Delivery,
  type DeliveryChannel,
  type DeliveryQuery,
  type Page,
  type WebhookSecret,
} from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import { errors } from '../errors.ts';
import { pageById } from '../http/id-page.ts';
import { toInstant } from '../http/instant.ts';
import { isAdministrator, type Principal } from '../http/principal.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { WebhookSecrets } from '../webhooks/secret-store.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { insertWebhooks, toWebhook, webhookDelivery } from './fan-out.ts';
import { type EmailContent, emailDelivery, insertEmail, toEmail } from './gather-email.ts';
import { findRecipient } from './recipients.ts';

export interface NotificationServiceOptions {
  deliveries: DeliveryStore;
  secrets: WebhookSecrets;
  hasEmail: boolean;
  /** Told when there is something to deliver. */
  onEnqueued: () => void;
  now: () => number;
}

export function createNotificationService(
  database: Database,
  { deliveries, secrets, hasEmail, onEnqueued, now }: NotificationServiceOptions,
) {
  /** Owners and admins see all of the organization's; others those to themselves. */
  async function list(principal: Principal, query: DeliveryQuery): Promise<Page<Delivery>> {
    const { organization, id } = principal;
    const scope = { ...query, ...(isAdministrator(principal) ? {} : { userId: id }) };
    return pageById(query, {
      list: (range) => deliveries.list(organization.number, scope, range),
      count: () => deliveries.count(organization.number, scope),
    });
  }

  async function get(principal: Principal, id: string): Promise<Delivery> {
    const org = principal.organization.number;
    const row = await deliveries.get(org, id);
    if (row === undefined || (row.user_id !== principal.id && !isAdministrator(principal)))
      throw errors.notFound('Delivery');
    const [delivery] = await deliveries.withAttempts(org, [row]);
    return delivery!;
  }

  /** Sends it again, at once and with all attempts before it; under the same id, so that a receiver who has it knows. */
  async function redeliver(principal: Principal, id: string): Promise<Delivery> {
    const delivery = await get(principal, id);
    const org = principal.organization.number;
    const nowMs = now();
    const kind = delivery.channel === 'webhook' ? webhookDelivery : emailDelivery;
    await database.transaction(async (query) => {
      await query
        .updateTable('deliveries')
        .set({ status: 'pending', next_attempt_at: nowMs, settled_at: null })
        .where('org', '=', org)
        .where('id', '=', id)
        .execute();
      // A job that runs right now goes on; one that waits or was given up starts anew.
      await enqueue(query, { org, id, kind, payload: {}, nowMs })
        .onConflict((conflict) =>
          conflict
            .columns(['org', 'id'])
            .doUpdateSet({ state: 'waiting', attempts: 0, run_at: nowMs })
            .where('jobs.lease', 'is', null),
        )
        .execute();
    });
    onEnqueued();
    return get(principal, id);
  }

  async function rotateSecret({ organization, id }: Principal): Promise<WebhookSecret> {
    const { secret, previousValidUntilMs } = await secrets.rotate(organization.number, id);
    return { secret, previousValidUntil: previousValidUntilMs === null ? null : toInstant(previousValidUntilMs) };
  }

  /** Sends a test message to the person who asks. */
  async function test(principal: Principal, channel: DeliveryChannel): Promise<Delivery> {
    const org = principal.organization.number;
    const recipient = await findRecipient(database.query, org, principal.id);
    if (recipient === undefined) throw errors.badToken();
    const nowMs = now();
    const data = { organizationId: principal.organization.id, message: 'This is a test notification.' };
    const row =
      channel === 'webhook'
        ? toWebhook(org, recipient, { type: 'test', data }, nowMs)
        : toEmail(org, recipient, 'test', { items: [], total: 0, critical: 0 } satisfies EmailContent, nowMs);
    if (channel === 'email' && !hasEmail) throw errors.emailNotConfigured();
    if (channel === 'webhook' && !(recipient.preferences.webhook && recipient.preferences.webhookUrl !== null)) {
      throw errors.invalid('Set notifications.webhookUrl and switch notifications.webhook on first');
    }
    await database.transaction((query) =>
      channel === 'webhook' ? insertWebhooks(query, [row], nowMs) : insertEmail(query, row),
    );
    onEnqueued();
    return get(principal, row.id);
  }

  return { list, get, redeliver, rotateSecret, test };
}

export type NotificationService = ReturnType<typeof createNotificationService>;
