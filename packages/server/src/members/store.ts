import type { Role } from 'agentaudit-schemas';
import { type Insertable, sql, type Transaction } from 'kysely';

import type { Database } from '../db/database.ts';
import type { InvitationsTable } from '../db/tables/hitl.ts';
import type { Tables, UsersTable } from '../db/tables.ts';
import type { IdRange } from '../http/id-page.ts';

/** Somebody in the organization, or asked to be: what both tables know. */
export interface MemberRow {
  id: string;
  email: string;
  role: Role;
  createdAt: number;
  /** `null` once they joined. */
  expiresAt: number | null;
}

/** The people of organizations, and those who were asked to join. */
export function createMemberStore(database: Database) {
  const { query } = database;

  function everybody(org: number) {
    return query
      .selectFrom('users')
      .select(['id', 'email', 'role', 'created_at as createdAt', sql<number | null>`NULL`.as('expiresAt')])
      .where('org', '=', org)
      .unionAll(
        query
          .selectFrom('invitations')
          .select(['id', 'email', 'role', 'created_at as createdAt', 'expires_at as expiresAt'])
          .where('org', '=', org),
      );
  }

  return {
    list: (org: number, { limit, offset, lastId }: IdRange) => {
      const all = query.selectFrom(everybody(org).as('m')).selectAll();
      const rest = lastId === undefined ? all : all.where('id', '>', lastId);
      return rest.orderBy('id').limit(limit).offset(offset).execute() as Promise<MemberRow[]>;
    },
    count: async (org: number): Promise<number> => {
      const { total } = await query
        .selectFrom(everybody(org).as('m'))
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return total;
    },
    find: (org: number, id: string) =>
      query.selectFrom(everybody(org).as('m')).selectAll().where('id', '=', id).executeTakeFirst() as Promise<
        MemberRow | undefined
      >,
    hasUser: async (email: string): Promise<boolean> =>
      (await query.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst()) !== undefined,
    /** A second invitation of the same person takes the place of the first. */
    invite: async (row: InvitationsTable) => {
      const { id: _, org: __, email: ___, ...renewed } = row;
      return query
        .insertInto('invitations')
        .values(row)
        .onConflict((conflict) => conflict.columns(['org', 'email']).doUpdateSet(renewed))
        .returningAll()
        .executeTakeFirstOrThrow();
    },
    findInvitation: (tokenHash: Uint8Array) =>
      query.selectFrom('invitations').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst(),
    /** Makes the user of an invitation, once; false when it is there no longer. */
    join: async (invitation: InvitationsTable, user: Insertable<UsersTable>): Promise<boolean> =>
      database.transaction(async (transaction) => {
        const taken = await transaction
          .deleteFrom('invitations')
          .where('id', '=', invitation.id)
          .where('token_hash', '=', invitation.token_hash)
          .returning('id')
          .executeTakeFirst();
        if (taken === undefined) return false;
        await transaction.insertInto('users').values(user).execute();
        return true;
      }),
    setInvitedRole: async (org: number, id: string, role: Role) => {
      await query.updateTable('invitations').set({ role }).where('org', '=', org).where('id', '=', id).execute();
    },
    withdraw: async (org: number, id: string) => {
      await query.deleteFrom('invitations').where('org', '=', org).where('id', '=', id).execute();
    },
    /** Gives a member another role, or with `null` lets them go; false when no owner would be left. */
    change: (org: number, id: string, role: Role | null): Promise<boolean> =>
      database.transaction(async (transaction) => {
        // Two owners who leave at the same time take turns.
        await transaction
          .updateTable('organizations')
          .set({ name: sql`name` })
          .where('number', '=', org)
          .execute();
        if (role !== 'owner' && !(await hasOtherOwner(transaction, org, id))) return false;
        if (role === null) {
          await transaction.deleteFrom('users').where('org', '=', org).where('id', '=', id).execute();
        } else {
          await transaction.updateTable('users').set({ role }).where('org', '=', org).where('id', '=', id).execute();
        }
        return true;
      }),
  };
}

export type MemberStore = ReturnType<typeof createMemberStore>;

/** Whether an owner remains besides this member. */
async function hasOtherOwner(transaction: Transaction<Tables>, org: number, id: string): Promise<boolean> {
  const other = await transaction
    .selectFrom('users')
    .select('id')
    .where('org', '=', org)
    .where('role', '=', 'owner')
    .where('id', '<>', id)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}
