import { type Migration, Migrator } from 'kysely/migration';

import type { Database } from './database.ts';
import { foundation } from './migrations/0001-foundation.ts';
import { jobs } from './migrations/0004-jobs.ts';

/** Brings the schema up to date, under a lock that keeps other server processes waiting. */
export async function migrate(database: Database): Promise<void> {
  const migrations: Record<string, Migration> = {
    '0001-foundation': foundation(database.engine),
    '0004-jobs': jobs(database.engine),
  };
  const migrator = new Migrator({
    db: database.query,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('The database schema could not be brought up to date', { cause: error });
}
