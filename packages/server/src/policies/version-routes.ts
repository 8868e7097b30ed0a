import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  limits,
  PageQuerySchema,
  type PolicyVersion,
  type PolicyVersionInput,
  PolicyVersionInputSchema,
  type PolicyVersionPage,
  PolicyVersionPageSchema,
  PolicyVersionSchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { PolicyVersionService } from './version-service.ts';

const tags = ['Policies'];
const Identifier = Type.String({ maxLength: limits.identifierLength });
const Id = Type.Object({ id: Identifier });
const VersionId = Type.Object({ id: Identifier, versionId: Identifier });

export const policyVersionRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; versions: PolicyVersionService }> = async (
  app,
  { guard, versions },
) => {
  app.get(
    '/policies/:id/versions',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'List versions, newest first',
        params: Id,
        querystring: PageQuerySchema,
        response: respond({ 200: ref<PolicyVersionPage>(PolicyVersionPageSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => versions.list(principalOf(request).organization, request.params.id, request.query),
  );

  app.post(
    '/policies/:id/versions',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Create a new version: the policy as it now stands, kept by hand',
        params: Id,
        body: Type.Union([ref<PolicyVersionInput>(PolicyVersionInputSchema), Type.Null()]),
        response: respond({ 201: ref<PolicyVersion>(PolicyVersionSchema) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => {
      const { organization } = principalOf(request);
      return reply.code(201).send(await versions.keep(organization, request.params.id, request.body ?? {}));
    },
  );

  app.get(
    '/policies/:id/versions/:versionId',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Get a specific version, also of a policy that was deleted since',
        params: VersionId,
        response: respond({ 200: ref<PolicyVersion>(PolicyVersionSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => {
      const { id, versionId } = request.params;
      return versions.get(principalOf(request).organization, id, versionId);
    },
  );

  app.post(
    '/policies/:id/versions/:versionId/restore',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Restore an older version as a new one',
        description:
          'Rules deleted since come back as the policy’s own, its own rules are put back as they were, and rules that it shares stay as they now are.',
        params: VersionId,
        response: respond({ 201: ref<PolicyVersion>(PolicyVersionSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      const { id, versionId } = request.params;
      return reply.code(201).send(await versions.restore(principalOf(request).organization, id, versionId));
    },
  );
};
