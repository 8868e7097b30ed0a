import { randomBytes } from 'node:crypto';

import type { Database } from '../db/database.ts';

/** How long the secret before still signs: the time that a receiver has to change over. */
const overlapMs = 24 * 3600_000;

/** What each person's webhooks are signed with. */
export function createWebhookSecrets(database: Database, now: () => number) {
  /** Makes a new secret; the one before signs along for a day. */
  async function rotate(org: number, userId: string): Promise<{ secret: string; previousValidUntilMs: number | null }> {
    const secret = newSecret();
    const until = now() + overlapMs;
    const row = await database.query
      .insertInto('webhook_secrets')
      .values({ org, user_id: userId, secret, previous: null, previous_until: null })
      .onConflict((conflict) =>
        conflict
          .columns(['org', 'user_id'])
          .doUpdateSet((column) => ({ secret, previous: column.ref('webhook_secrets.secret'), previous_until: until })),
      )
      .returning('previous')
      .executeTakeFirstOrThrow();
    return { secret, previousValidUntilMs: row.previous === null ? null : until };
  }

  /** All that sign now. One is made for whoever has none yet. */
  async function current(org: number, userId: string): Promise<string[]> {
    const row = (await read(org, userId)) ?? (await make(org, userId));
    const isOverlapping = row.previous !== null && row.previous_until !== null && row.previous_until > now();
    return isOverlapping ? [row.secret, row.previous!] : [row.secret];
  }

  async function make(org: number, userId: string) {
    await database.query
      .insertInto('webhook_secrets')
      .values({ org, user_id: userId, secret: newSecret(), previous: null, previous_until: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await read(org, userId))!;
  }

  async function read(org: number, userId: string) {
    return database.query
      .selectFrom('webhook_secrets')
      .select(['secret', 'previous', 'previous_until'])
      .where('org', '=', org)
      .where('user_id', '=', userId)
      .executeTakeFirst();
  }

  return { rotate, current };
}

export type WebhookSecrets = ReturnType<typeof createWebhookSecrets>;

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
