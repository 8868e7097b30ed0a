import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type ApiKeyInput,
  ApiKeyInputSchema,
  type ApiKeyPage,
  ApiKeyPageSchema,
  type CreatedApiKey,
  CreatedApiKeySchema,
  limits,
  PageQuerySchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { ApiKeyService } from './service.ts';

const tags = ['API keys'];

export const apiKeyRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; service: ApiKeyService }> = async (
  app,
  { guard, service },
) => {
  app.post(
    '/auth/api-keys',
    {
      onRequest: guard('admin'),
      schema: {
        tags,
        summary: 'Create an API key: the answer shows it this once',
        body: ref<ApiKeyInput>(ApiKeyInputSchema),
        response: respond({ 201: ref<CreatedApiKey>(CreatedApiKeySchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => reply.code(201).send(await service.create(principalOf(request), request.body)),
  );

  app.get(
    '/auth/api-keys',
    {
      onRequest: guard('admin'),
      schema: {
        tags,
        summary: 'List the API keys, without the keys themselves',
        querystring: PageQuerySchema,
        response: respond({ 200: ref<ApiKeyPage>(ApiKeyPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => service.list(principalOf(request).organization, request.query),
  );

  app.delete(
    '/auth/api-keys/:id',
    {
      onRequest: guard('admin'),
      schema: {
        tags,
        summary: 'Delete an API key: it stops at once',
        params: Type.Object({ id: Type.String({ maxLength: limits.identifierLength }) }),
        response: respond({ 204: Type.Null({ description: 'Deleted' }) }, [401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      await service.remove(principalOf(request).organization, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
