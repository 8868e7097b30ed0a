import type { FastifyInstance } from 'fastify';

/**
 * What every answer carries. Records are nobody's to cache or to sniff; pages set a stricter policy
 * where they are served.
 */
export function setHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    done();
  });
}
