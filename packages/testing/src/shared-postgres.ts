import { migrate } from '../../server/src/db/migrate.ts';
import { openDatabase } from '../../server/src/db/open.ts';
import { freshDatabase, templateVariable } from './databases.ts';
import { startPostgres } from './postgres.ts';

/**
 * For vitest's `globalSetup`: one PostgreSQL for a whole run, its address in `AGENTAUDIT_TEST_POSTGRES_URL`, which the
 * workers inherit. Set the variable yourself to a superuser's address to test against another server.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['AGENTAUDIT_TEST_POSTGRES_URL'] !== undefined) return undefined;
  const postgres = await startPostgres();
  process.env['AGENTAUDIT_TEST_POSTGRES_URL'] = postgres.url;
  process.env[templateVariable] = await makeTemplate(postgres.url);
  return async () => {
    delete process.env['AGENTAUDIT_TEST_POSTGRES_URL'];
    delete process.env[templateVariable];
    await postgres.stop();
  };
}

/** The name of a database with the server's tables, for others to be copies of. */
async function makeTemplate(postgresUrl: string): Promise<string> {
  const { url } = await freshDatabase({ engine: 'postgres', postgresUrl });
  const database = await openDatabase(url);
  await migrate(database);
  await database.close();
  return new URL(url).pathname.slice(1);
}
