import { collectDefaultMetrics, Histogram, Registry } from '@prometheus-io/client';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';

/** `/metrics`: the process, and the time that each route takes. A registry of its own, so that one process may run several servers. */
export function measureRequests(app: FastifyInstance): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'request duration in seconds',
    labelNames: ['method', 'route', 'status_code'],
    registers: [register],
  });
  app.addHook('onResponse', (request, reply, done) => {
    // By the route's pattern: nothing that was sent is a label.
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status_code: reply.statusCode };
    durations.observe(labels, reply.elapsedTime / 1000);
    done();
  });
  app.get(
    '/metrics',
    {
      logLevel: 'fatal',
      exposeHeadRoute: false,
      config: { rateLimit: false },
      schema: {
        tags: ['Health'],
        summary: 'Measurements for Prometheus',
        response: {
          200: { description: 'The text format of Prometheus', content: { 'text/plain': { schema: Type.String() } } },
        },
      },
    },
    async (_request, reply) => reply.type(register.contentType).send(await register.metrics()),
  );
  return register;
}
