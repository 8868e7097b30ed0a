import type { Database } from '../db/database.ts';
import type { JobHandler } from '../jobs/job.ts';
import { type DeliveryStore, failDelivery, recordAttempt } from '../notifications/delivery-store.ts';
import type { EmailContent } from '../notifications/gather-email.ts';
import { composeEmail } from './compose.ts';
import type { Mailer } from './mailer.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Ten attempts over about a day: what an alert says is of little use later. */
const retryDelaysMs = [
  0.5 * minute,
  2 * minute,
  5 * minute,
  15 * minute,
  0.5 * hour,
  hour,
  2 * hour,
  6 * hour,
  12 * hour,
];

export interface EmailHandlerOptions {
  deliveries: DeliveryStore;
  mailer: Mailer;
  publicUrl: string | undefined;
  now: () => number;
}

/** Closes the e-mail that has the job's id, and sends it. */
export function createEmailHandler(
  database: Database,
  { deliveries, mailer, publicUrl, now }: EmailHandlerOptions,
): JobHandler {
  return {
    concurrency: 4,
    perOrganization: 2,
    retryDelaysMs,
    run: async ({ org, id }) => {
      await stopGathering(org, id);
      const delivery = await deliveries.get(org, id);
      if (delivery === undefined) return { outcome: 'give_up', error: 'The e-mail was deleted' };
      const mail = composeEmail(delivery.event, JSON.parse(delivery.payload) as EmailContent, {
        organization: await nameOf(org),
        publicUrl,
      });
      const atMs = now();
      const startedMs = performance.now();
      const answer = await mailer.send({ id, to: delivery.destination, ...mail });
      const durationMs = Math.round(performance.now() - startedMs);
      const { destination } = delivery;
      const settlement = {
        error: answer.error ?? 'Failed',
        record: ((query, nextAttemptAtMs) =>
          recordAttempt(
            query,
            { org, id, destination },
            { ...answer, atMs, durationMs, nextAttemptAtMs },
          )) satisfies Awaited<ReturnType<JobHandler['run']>>['record'],
      };
      if (answer.isDelivered) return { outcome: 'done', record: settlement.record };
      return { outcome: answer.isRejected ? 'give_up' : 'retry', ...settlement };
    },
    abandon: (query, { org, id }) => failDelivery(query, { org, id, nowMs: now() }),
  };

  /** From here on the content is fixed, so that every attempt sends the same under one id. */
  async function stopGathering(org: number, id: string): Promise<void> {
    await database.query
      .updateTable('deliveries')
      .set({ status: 'pending' })
      .where('org', '=', org)
      .where('id', '=', id)
      .where('status', '=', 'gathering')
      .execute();
  }

  async function nameOf(org: number): Promise<string> {
    const { name } = await database.query
      .selectFrom('organizations')
      .select('name')
      .where('number', '=', org)
      .executeTakeFirstOrThrow();
    return name;
  }
}
