import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { createEmailHandler } from '../email/deliver.ts';
import { createMailer } from '../email/mailer.ts';
import type { JobHandler } from '../jobs/job.ts';
import { createWebhookHandler } from '../webhooks/deliver.ts';
import { createWebhookSecrets } from '../webhooks/secret-store.ts';
import { createWebhookSender } from '../webhooks/sender.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createFanOut, webhookDelivery } from './fan-out.ts';
import { emailDelivery } from './gather-email.ts';
import { fanOut } from './notify.ts';
import { createNotificationService, type NotificationService } from './service.ts';

export interface NotificationsOptions {
  config: Config;
  /** Told when there is something to deliver. */
  onEnqueued: () => void;
  now: () => number;
}

/** All that tells people: the service behind the routes, and the handlers of its jobs. */
export interface Notifications {
  service: NotificationService;
  handlers: Record<string, JobHandler>;
  close(): Promise<void>;
}

export function createNotifications(
  database: Database,
  { config, onEnqueued, now }: NotificationsOptions,
): Notifications {
  const deliveries = createDeliveryStore(database);
  const secrets = createWebhookSecrets(database, now);
  const sender = createWebhookSender({ allowPrivate: config.ALLOW_PRIVATE_WEBHOOKS, now });
  const mailer =
    config.SMTP_URL === undefined
      ? undefined
      : createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM ?? defaultSender(config.SMTP_URL) });
  const hasEmail = mailer !== undefined;
  return {
    service: createNotificationService(database, { deliveries, secrets, hasEmail, onEnqueued, now }),
    handlers: {
      [fanOut]: createFanOut(database, { hasEmail, now }),
      [webhookDelivery]: createWebhookHandler(database, { deliveries, secrets, sender, now }),
      ...(mailer && {
        [emailDelivery]: createEmailHandler(database, { deliveries, mailer, publicUrl: config.PUBLIC_URL, now }),
      }),
    },
    close: async () => {
      await sender.close();
      await mailer?.close();
    },
  };
}

function defaultSender(smtpUrl: string): string {
  return `agentaudit@${new URL(smtpUrl).hostname || 'localhost'}`;
}
