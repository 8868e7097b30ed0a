import type { FastifyInstance, HTTPMethods } from 'fastify';

import { errors } from '../errors.ts';

const methods: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Collects the routes added after it, and returns what adds a 405 with `Allow` for the methods they lack, and OPTIONS, which asks for that. */
export function collectMethods(app: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const allowed = known.get(url) ?? new Set();
    for (const name of [method].flat()) allowed.add(name);
    known.set(url, allowed);
  });
  return () => {
    for (const [url, allowed] of known) {
      const refused = methods.filter((method) => !allowed.has(method));
      if (url.includes('*') || refused.length === 0) continue;
      const allow = [...allowed].toSorted();
      // The plugin puts its prefix before it once more.
      const path = url.slice(app.prefix.length);
      app.options(path, { schema: { hide: true } }, async (_request, reply) =>
        reply.code(204).header('allow', allow.join(', ')).send(null),
      );
      app.route({
        method: refused,
        url: path,
        schema: { hide: true },
        // Before the body is read: it does not matter what it holds.
        onRequest: async () => {
          throw errors.methodNotAllowed(allow);
        },
        handler: async () => undefined,
      });
    }
  };
}
