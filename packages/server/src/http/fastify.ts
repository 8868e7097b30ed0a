import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';

import type { Config } from '../config.ts';
import type { HttpError } from '../errors.ts';
import { sendClientError, toHttpError } from './error-handler.ts';

export interface HttpOptions {
  config: Config;
  logger: FastifyBaseLogger;
  /** Answers what never reaches a route, such as a path that is no path. */
  sendError: (error: HttpError, request: FastifyRequest, reply: FastifyReply) => unknown;
}

/** The bare HTTP server: what it logs, trusts and waits for. */
export function createHttp({ config, logger, sendError }: HttpOptions): FastifyInstance {
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
