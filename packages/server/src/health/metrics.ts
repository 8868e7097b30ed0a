import { Registry } from '@prometheus-io/client';
import type { FastifyInstance } from 'fastify';
import metrics from 'fastify-metrics';
import { Type } from 'typebox';

/** `/metrics`: the process, and the time that each route takes. A registry of its own, so that one process may run several servers. */
export async function measureRequests(app: FastifyInstance): Promise<Registry> {
  const register = new Registry();
  await app.register(metrics.default, {
    endpoint: {
      url: '/metrics',
      method: 'GET',
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
      handler: () => undefined,
    },
    defaultMetrics: { enabled: true, register },
    routeMetrics: {
      enabled: { histogram: true, summary: false },
      // The summary is registered even when it is off.
      overrides: { histogram: { registers: [register] }, summary: { registers: [register] } },
    },
  });
  return register;
}
