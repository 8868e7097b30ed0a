import type { Server, ServerOptions } from 'agentaudit-server';

import { freshServerDatabase, type TestDatabase } from './databases.ts';

export interface TestServerOptions extends Omit<ServerOptions, 'environment'> {
  /** Laid over the defaults: a port of its own, a fresh database, no rate limit, no logs. */
  environment?: Record<string, string | undefined>;
  /** Default: a fresh one, removed on `close`. One that is given stays the giver's. */
  database?: TestDatabase;
}

export interface TestServer extends Omit<Server, 'database'> {
  /** The server's open database, for what the API does not show. */
  database: Server['database'];
  databaseUrl: string;
}

/** The real server, in this process. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { environment, database: given, ...rest } = options;
  // Loaded only here: it costs a second, and much of what tests need is to be had without.
  const { startServer } = await import('agentaudit-server');
  const database = given ?? (await freshServerDatabase());
  const dispose = async () => {
    if (given === undefined) await database.dispose();
  };
  try {
    const server = await startServer({ ...rest, environment: { ...testEnvironment(database.url), ...environment } });
    return {
      ...server,
      databaseUrl: database.url,
      close: async () => {
        await server.close();
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What every server under test is told. */
export function testEnvironment(databaseUrl: string): Record<string, string> {
  return { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: databaseUrl, RATE_LIMIT: 'off', LOG_LEVEL: 'silent' };
}
