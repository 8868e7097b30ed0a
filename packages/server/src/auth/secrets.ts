import { randomBytes } from 'node:crypto';

import type { Database } from '../db/database.ts';

/** A secret that all server processes share: made by the first that asks, kept in the database. */
export async function sharedSecret({ query }: Database, name: string): Promise<string> {
  await query
    .insertInto('secrets')
    .values({ name, value: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await query
    .selectFrom('secrets')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return value;
}
