import type { FastifyInstance, HTTPMethods } from 'fastify';

import { errors } from '../errors.ts';

const methods: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Collects the routes added after it, and returns what adds a 405 with `Allow` for the methods they lack. */
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
      app.route({
        method: refused,
        // The plugin puts its prefix before it once more.
        url: url.slice(app.prefix.length),
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
