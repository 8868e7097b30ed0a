import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

import { errors } from '../errors.ts';

/** Requests a minute of one key or person; of one address where nobody is named. */
export async function limitRates(
  app: FastifyInstance,
  { requestsPerMinute }: { requestsPerMinute: number },
): Promise<void> {
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    cache: 20_000,
    // After the guards: they say who it is.
    hook: 'preParsing',
    keyGenerator: (request) => request.principal?.id ?? request.ip,
    enableDraftSpec: true,
    // On a 429 alone: on every answer they would cost more than counting does.
    addHeadersOnExceeding: { 'ratelimit-limit': false, 'ratelimit-remaining': false, 'ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) => errors.rateLimited(Math.max(1, Math.ceil(ttl / 1000))),
  });
}
