export { freshDatabase, testEngine } from './databases.ts';
export type { Engine, FreshDatabaseOptions, TestDatabase } from './databases.ts';
export { startPostgres } from './postgres.ts';
export type { Postgres, PostgresOptions } from './postgres.ts';
