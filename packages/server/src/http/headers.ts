import type { FastifyInstance } from 'fastify';

/**
 * What every answer carries. Records are nobody's to cache, to sniff or to frame; pages set their own
 * stricter policy where they are served.
 */
export function setHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    done();
  });
}
