import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';

import type { Config } from '../config.ts';
import { type SendError, sendClientError, toHttpError } from './error-handler.ts';

export interface HttpOptions {
  config: Config;
  logger: FastifyBaseLogger;
  /** Answers what never reaches a route, such as a path that is no path. */
  sendError: SendError;
}

/** The bare HTTP server: what it logs, trusts and waits for. */
export function createHttp({ config, logger, sendError }: HttpOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({
      disableRequestLogging: config.LOG_LEVEL !== 'debug' && config.LOG_LEVEL !== 'trace',
    }),
    trustProxy: config.TRUST_PROXY,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 2000 },
    clientErrorHandler: sendClientError,
    frameworkErrors: (error, request, reply) => {
      sendError(toHttpError(error), request, reply);
    },
  });
  // Node would answer an expectation that it does not know with a bare 417, and a CONNECT not at all.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.server.on('connect', (_request, socket) => sendClientError(new Error('This is no proxy'), socket));
  return app;
}
