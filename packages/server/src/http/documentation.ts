import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { ErrorBodySchema, ref } from 'agentaudit-schemas';
import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';

import { needsOf } from './guard.ts';

const meanings: Record<number, string> = {
  400: 'Validation error',
  401: 'Missing or invalid credentials',
  403: 'Valid credentials that are not authorised for this',
  404: 'Not found, or not of this organization',
  409: 'In conflict with what is stored',
  413: 'Too large',
  415: 'Not JSON',
  429: 'Rate limit exceeded: see Retry-After',
  503: 'The database is unavailable: nothing was changed',
};

/** The answers of a route: what it is asked for, and each error that it can give. */
export function respond<Success extends Record<number, TSchema>>(
  success: Success,
  errors: number[],
  shape: TSchema = ErrorBodySchema,
): Success {
  const described = errors.map((status) => [status, { description: meanings[status], ...ref(shape) }]);
  return {
    ...success,
    ...Object.fromEntries([...described, [500, { description: 'Server error', ...ref(shape) }]]),
  };
}

/** `/openapi.json` and Swagger UI at `/docs`, from the schemas that the routes validate with. */
export async function documentApi(
  app: FastifyInstance,
  { publicUrl }: { publicUrl: string | undefined },
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'agentaudit',
        version: 'v1',
        description: 'Audit logging, guardrails and approvals for AI agents.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl ?? '/' }],
      components: {
        securitySchemes: {
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
    },
    transform: ({ schema, url, route }) => ({
      url,
      schema: {
        ...schema,
        ...securityOf(needsOf(route.onRequest), schema),
        response: responsesOf(schema, url, route.method),
      },
    }),
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) =>
        typeof schema['$id'] === 'string' ? schema['$id'] : `schema-${index}`,
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: pagePolicy });
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(app.swagger())),
  );
}

/** The plugin's own lets other hosts in, and sends browsers of a server without TLS to https. */
const pagePolicy =
  "default-src 'self'; base-uri 'self'; img-src 'self' data:; object-src 'none'; script-src-attr 'none'; " +
  "frame-ancestors 'none'";

/** What reading a query can answer, and a body on every route whose method may carry one, in the route's own error shape. */
function responsesOf({ response = {} }: { response?: unknown }, url: string, method: string | string[]) {
  const given = response as Record<number, object>;
  const error = given[500];
  if (error === undefined || !url.startsWith('/api/')) return given;
  const mayCarryBody = [method].flat().some((name) => name !== 'GET' && name !== 'HEAD');
  const added = (mayCarryBody ? [400, 413, 415] : [400]).map((status) => [
    status,
    { ...error, description: meanings[status] },
  ]);
  return { ...Object.fromEntries(added), ...given };
}

/** Which credentials a route takes, read off the guard that checks them. */
function securityOf(needs: ReturnType<typeof needsOf>, { description = '' }: { description?: string }) {
  if (needs === undefined) return {};
  const isPersonal = needs.some((need) => need === 'user' || need === 'admin');
  const scopes = needs.map((need) => `\`${need}\``).join(' or ');
  const takes = isPersonal ? 'Takes a user token, not an API key.' : `Needs the scope ${scopes}.`;
  return {
    security: isPersonal ? [{ bearer: [] }] : [{ apiKey: [] }, { bearer: [] }],
    description: `${description} ${takes}`.trim(),
  };
}
