import { createHash, randomBytes } from 'node:crypto';

import type { Database } from '../db/database.ts';
import { errors } from '../errors.ts';
import { newId } from '../ids.ts';

const lifetimeMs = 30 * 24 * 3600 * 1000;
/** Two tabs may refresh at once, and an answer may get lost: the token just replaced still works this long. */
const graceMs = 10_000;

/**
 * A browser's session: each refresh replaces the token by the next of its family. A token used
 * again later was copied, so its whole family ends.
 */
export function createRefreshTokens(database: Database, now: () => number) {
  const { query } = database;

  async function issue(userId: string, family: string = newId('user')): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const at = now();
    await query.deleteFrom('refresh_tokens').where('user_id', '=', userId).where('expires_at', '<', at).execute();
    await query
      .insertInto('refresh_tokens')
      .values({
        hash: hashOf(token),
        family,
        user_id: userId,
        created_at: at,
        expires_at: at + lifetimeMs,
        used_at: null,
      })
      .execute();
    return token;
  }

  /** The next token, and whose session it is. Throws a 401. */
  async function rotate(token: string): Promise<{ userId: string; token: string }> {
    const hash = hashOf(token);
    const found = await query.selectFrom('refresh_tokens').selectAll().where('hash', '=', hash).executeTakeFirst();
    if (found === undefined || found.expires_at <= now()) throw errors.badToken();
    if (found.used_at !== null && now() - found.used_at > graceMs) {
      await query.deleteFrom('refresh_tokens').where('family', '=', found.family).execute();
      throw errors.badToken();
    }
    await query
      .updateTable('refresh_tokens')
      .set({ used_at: now() })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .execute();
    return { userId: found.user_id, token: await issue(found.user_id, found.family) };
  }

  /** Ends the session that a token belongs to, if it is one. */
  async function revoke(token: string): Promise<void> {
    const family = query.selectFrom('refresh_tokens').select('family').where('hash', '=', hashOf(token));
    await query.deleteFrom('refresh_tokens').where('family', 'in', family).execute();
  }

  /** Ends all sessions of the user whose token this is, and says who that is. */
  async function revokeAll(token: string): Promise<string | undefined> {
    const found = await query
      .selectFrom('refresh_tokens')
      .select(['user_id', 'expires_at'])
      .where('hash', '=', hashOf(token))
      .executeTakeFirst();
    if (found === undefined || found.expires_at <= now()) return undefined;
    await query.deleteFrom('refresh_tokens').where('user_id', '=', found.user_id).execute();
    return found.user_id;
  }

  return { issue, rotate, revoke, revokeAll, lifetimeSeconds: lifetimeMs / 1000 };
}

export type RefreshTokens = ReturnType<typeof createRefreshTokens>;

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
