import { type Kysely, sql } from 'kysely';

/** Access tokens name the epoch they were made in: the next epoch ends all of a person's sessions at once. */
export const sessionEpoch = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE users ADD COLUMN session_epoch INTEGER NOT NULL DEFAULT 0`.execute(db);
  },
};
