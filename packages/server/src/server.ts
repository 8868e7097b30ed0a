import type { AddressInfo } from 'node:net';

import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import pino from 'pino';

import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import type { Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { trackSilentConnections } from './http/silent-connections.ts';

const closingSweepMs = 50;

export interface ServerOptions {
  /** Default: the process's environment. */
  environment?: Record<string, string | undefined>;
  logger?: FastifyBaseLogger;
  /** Milliseconds since 1970. Default: the system's clock. Approvals on PostgreSQL go by its own clock all the same. */
  now?: () => number;
}

/** A server that accepts requests. */
export interface Server {
  url: string;
  config: Config;
  app: FastifyInstance;
  database: Database;
  /** Finishes what it has accepted, then lets go of the port and the database. */
  close(): Promise<void>;
}

/** Opens the database, brings its schema up to date, and listens. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const config = readConfig(options.environment ?? process.env);
  const logger = options.logger ?? createLogger(config);
  const database = await openDatabase(config.DATABASE_URL, options.now ? { now: options.now } : {});
  try {
    await migrate(database);
    const app = await createApp({ config, database, logger, ...(options.now ? { now: options.now } : {}) });
    const endSilentConnections = trackSilentConnections(app.server);
    await app.listen({ host: config.HOST, port: config.PORT }).catch(async (error: unknown) => {
      // Its background work has begun, and would go on over a database that is closed.
      await app.close();
      throw error;
    });
    return {
      url: urlOf(app.server.address() as AddressInfo, config.HOST),
      config,
      app,
      database,
      close: async () => {
        await closeApp(app, endSilentConnections);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Closing ends the connections that are idle at once; one that is answering becomes idle later, and is ended then. */
async function closeApp(app: FastifyInstance, endSilentConnections: () => void): Promise<void> {
  const sweep = setInterval(() => {
    app.server.closeIdleConnections();
    endSilentConnections();
  }, closingSweepMs);
  await app.close().finally(() => clearInterval(sweep));
}

/** Logs go to standard error: standard output holds the one line that says where the server listens. */
function createLogger(config: Config): FastifyBaseLogger {
  return pino(
    {
      level: config.LOG_LEVEL,
      redact: [
        'req.headers["x-api-key"]',
        'req.headers.authorization',
        'req.headers.cookie',
        'res.headers["set-cookie"]',
      ],
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

function urlOf({ port }: AddressInfo, host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
