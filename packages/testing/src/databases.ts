import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

export type Engine = 'sqlite' | 'postgres';

export interface TestDatabase {
  engine: Engine;
  /** For `DATABASE_URL`. */
  url: string;
  /** Removes it, closing whatever connection is left. */
  dispose(): Promise<void>;
}

export interface FreshDatabaseOptions {
  /** Default: the engine of this test run. */
  engine?: Engine;
  /** A superuser's address on PostgreSQL. Default: the server that the global setup started. */
  postgresUrl?: string;
}

/** The engine that this test run is for: `AGENTAUDIT_TEST_ENGINE`, default `sqlite`. */
export function testEngine(): Engine {
  const engine = process.env['AGENTAUDIT_TEST_ENGINE'] ?? 'sqlite';
  if (engine !== 'sqlite' && engine !== 'postgres') throw new Error(`AGENTAUDIT_TEST_ENGINE is ${engine}`);
  return engine;
}

/** An empty database of its own. */
export async function freshDatabase(options: FreshDatabaseOptions = {}): Promise<TestDatabase> {
  return (options.engine ?? testEngine()) === 'sqlite' ? freshSqlite() : freshPostgres(options.postgresUrl);
}

/** A database on PostgreSQL that is empty but for the server's tables. The global setup makes it, where it runs. */
export const templateVariable = 'AGENTAUDIT_TEST_POSTGRES_TEMPLATE';

/** A fresh one for a server. It may find its tables there already: making them is most of a start on PostgreSQL. */
export async function freshServerDatabase(): Promise<TestDatabase> {
  return testEngine() === 'sqlite' ? freshSqlite() : freshPostgres(undefined, process.env[templateVariable]);
}

async function freshSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'agentaudit-sqlite-'));
  return {
    engine: 'sqlite',
    url: `sqlite:${join(folder, 'agentaudit.db')}`,
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

async function freshPostgres(
  adminUrl = process.env['AGENTAUDIT_TEST_POSTGRES_URL'],
  template = 'template1',
): Promise<TestDatabase> {
  if (adminUrl === undefined)
    throw new Error('No PostgreSQL: the project lacks the global setup of @agentaudit/testing');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await execute(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    engine: 'postgres',
    url: url.href,
    dispose: () => execute(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
