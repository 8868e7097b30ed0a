import { type Kysely, sql } from 'kysely';

import type { Engine } from '../database.ts';

/** SQLite's full text follows behind the log too: how far it got. Up to now it was written with each log. */
export function textBehind(engine: Engine) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      if (engine === 'postgres') return;
      await sql`CREATE TABLE log_indexing (
        org BIGINT PRIMARY KEY REFERENCES organizations (number), indexed BIGINT NOT NULL) WITHOUT ROWID`.execute(db);
      await sql`INSERT INTO log_indexing (org, indexed) SELECT org, size FROM log_heads`.execute(db);
    },
  };
}
