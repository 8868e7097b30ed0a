import type { NotificationPreferences } from 'agentaudit-schemas';
import { emptyTree, encodeTree } from 'agentaudit-ledger';
import { sql } from 'kysely';

import type { Database } from '../db/database.ts';
import { errors } from '../errors.ts';
import { newId } from '../ids.ts';

export interface NewAccount {
  email: string;
  name: string;
  passwordHash: string;
  notifications: NotificationPreferences;
  nowMs: number;
}

/** Organizations and the people in them. */
export function createAccountStore(database: Database) {
  const { query } = database;

  /** Founds an organization with its owner, and an empty log. Throws a 409 when the e-mail is in use. */
  async function create({ email, name, passwordHash, notifications, nowMs }: NewAccount): Promise<string> {
    const userId = newId('user');
    try {
      await database.transaction(async (transaction) => {
        const { number } = await transaction
          .insertInto('organizations')
          .values({ id: newId('organization'), name, email, plan: 'free', created_at: nowMs })
          .returning('number')
          .executeTakeFirstOrThrow();
        await transaction
          .insertInto('users')
          .values({
            id: userId,
            org: number,
            email,
            password_hash: passwordHash,
            role: 'owner',
            notifications: JSON.stringify(notifications),
            created_at: nowMs,
          })
          .execute();
        await transaction
          .insertInto('log_heads')
          .values({ org: number, size: 0, tree: Buffer.from(encodeTree(emptyTree())), last_created_at: 0 })
          .execute();
        await transaction.insertInto('log_indexing').values({ org: number, indexed: 0 }).execute();
      });
    } catch (error) {
      throw isUniqueViolation(error) ? errors.emailInUse() : error;
    }
    return userId;
  }

  function selectAccount() {
    return query
      .selectFrom('users as u')
      .innerJoin('organizations as o', 'o.number', 'u.org')
      .select([
        'u.id as userId',
        'u.email',
        'u.role',
        'u.notifications',
        'u.created_at as createdAt',
        'u.session_epoch as sessionEpoch',
        'u.password_hash as passwordHash',
        'o.number as org',
        'o.id as organizationId',
        'o.name as organizationName',
        'o.email as organizationEmail',
        'o.plan',
      ]);
  }

  return {
    create,
    findByEmail: (email: string) => selectAccount().where('u.email', '=', email).executeTakeFirst(),
    findById: (userId: string) => selectAccount().where('u.id', '=', userId).executeTakeFirst(),
    hasAny: async () => (await query.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined,
    rename: async (org: number, name: string) => {
      await query.updateTable('organizations').set({ name }).where('number', '=', org).execute();
    },
    setNotifications: async (userId: string, notifications: NotificationPreferences) => {
      await query
        .updateTable('users')
        .set({ notifications: JSON.stringify(notifications) })
        .where('id', '=', userId)
        .execute();
    },
    /** What their access tokens are good for ends with it. */
    nextEpoch: async (userId: string) => {
      await query
        .updateTable('users')
        .set(({ eb }) => ({ session_epoch: eb('session_epoch', '+', 1) }))
        .where('id', '=', userId)
        .execute();
    },
    countEvents: async (org: number, month: string) => {
      const row = await query
        .selectFrom('usage_months')
        .select(sql<number>`events`.as('events'))
        .where('org', '=', org)
        .where('month', '=', month)
        .executeTakeFirst();
      return row?.events ?? 0;
    },
  };
}

export type AccountStore = ReturnType<typeof createAccountStore>;
export type AccountRow = NonNullable<Awaited<ReturnType<AccountStore['findById']>>>;

/** Whether an insert failed on a value that is taken. */
export function isUniqueViolation(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === '23505';
}
