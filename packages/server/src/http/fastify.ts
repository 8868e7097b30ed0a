import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';

import type { Config } from '../config.ts';
import { sendClientError, sendError, toHttpError } from './error-handler.ts';

/** The bare HTTP server: what it logs, trusts and waits for. */
export function createHttp({ config, logger }: { config: Config; logger: FastifyBaseLogger }): FastifyInstance {
  return Fastify({
    loggerInstance: logger,
    logController: new LogController({
      disableRequestLogging: config.LOG_LEVEL !== 'debug' && config.LOG_LEVEL !== 'trace',
    }),
    trustProxy: config.TRUST_PROXY === 'on',
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 2000 },
    clientErrorHandler: sendClientError,
    frameworkErrors: (error, request, reply) => {
      sendError(toHttpError(error), request, reply);
    },
  });
}
