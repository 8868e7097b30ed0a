import { setTimeout } from 'node:timers/promises';

import { type Migration, Migrator } from 'kysely/migration';

import type { Database } from './database.ts';
import { foundation } from './migrations/0001-foundation.ts';
import { rules } from './migrations/0002-rules.ts';
import { hitl } from './migrations/0003-hitl.ts';
import { jobs } from './migrations/0004-jobs.ts';
import { textBehind } from './migrations/0005-text-behind.ts';
import { sessionEpoch } from './migrations/0006-session-epoch.ts';

/** Brings the schema up to date, under a lock that keeps other server processes waiting. */
export async function migrate(database: Database): Promise<void> {
  const migrations: Record<string, Migration> = {
    '0001-foundation': foundation(database.engine),
    '0002-rules': rules(database.engine),
    '0003-hitl': hitl(database.engine),
    '0004-jobs': jobs(database.engine),
    '0005-text-behind': textBehind(database.engine),
    '0006-session-epoch': sessionEpoch,
  };
  const migrator = new Migrator({
    db: database.query,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
  await retry(async () => {
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw new Error('The database schema could not be brought up to date', { cause: error });
  });
}

const attempts = 5;
const retryMs = 300;

/** SQLite has no lock to wait for: of two processes that start on one empty file, one finds its tables made. */
async function retry(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts) throw error;
      await setTimeout(retryMs);
    }
  }
}
