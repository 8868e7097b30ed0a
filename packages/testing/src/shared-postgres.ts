import { startPostgres } from './postgres.ts';

/**
 * For vitest's `globalSetup`: one PostgreSQL for a whole run, its address in `AGENTAUDIT_TEST_POSTGRES_URL`, which the
 * workers inherit. Set the variable yourself to a superuser's address to test against another server.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['AGENTAUDIT_TEST_POSTGRES_URL'] !== undefined) return undefined;
  const postgres = await startPostgres();
  process.env['AGENTAUDIT_TEST_POSTGRES_URL'] = postgres.url;
  return async () => {
    delete process.env['AGENTAUDIT_TEST_POSTGRES_URL'];
    await postgres.stop();
  };
}
