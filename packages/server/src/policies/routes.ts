import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  limits,
  type PackClone,
  PackCloneSchema,
  PageQuerySchema,
  type Policy,
  type PolicyInput,
  PolicyInputSchema,
  type PolicyPage,
  PolicyPageSchema,
  PolicySchema,
  type PolicyUpdate,
  PolicyUpdateSchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { PolicyService } from './service.ts';

const tags = ['Policies'];
const Id = Type.Object({ id: Type.String({ maxLength: limits.identifierLength }) });

export const policyRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; policies: PolicyService }> = async (
  app,
  { guard, policies },
) => {
  app.get(
    '/policies',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'List all policies',
        querystring: PageQuerySchema,
        response: respond({ 200: ref<PolicyPage>(PolicyPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => policies.list(principalOf(request).organization, request.query),
  );

  app.post(
    '/policies',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Create a policy',
        description: 'It judges nothing until it is attached to an agent.',
        body: ref<PolicyInput>(PolicyInputSchema),
        response: respond({ 201: ref<Policy>(PolicySchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await policies.create(principalOf(request).organization, request.body)),
  );

  app.post(
    '/policies/clone-pack',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Clone a compliance pack into a policy',
        description: 'The copies belong to the policy and outlive the pack, which need not be installed.',
        body: ref<PackClone>(PackCloneSchema),
        response: respond({ 201: ref<Policy>(PolicySchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await policies.clonePack(principalOf(request).organization, request.body)),
  );

  app.get(
    '/policies/:id',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Get a single policy',
        params: Id,
        response: respond({ 200: ref<Policy>(PolicySchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => policies.get(principalOf(request).organization, request.params.id),
  );

  app.patch(
    '/policies/:id',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Update a policy: each change makes a version',
        params: Id,
        body: ref<PolicyUpdate>(PolicyUpdateSchema),
        response: respond({ 200: ref<Policy>(PolicySchema) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request) => policies.update(principalOf(request).organization, request.params.id, request.body),
  );

  app.delete(
    '/policies/:id',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Delete a policy: logs and alerts that it led to stay as they are',
        params: Id,
        response: respond({ 204: Type.Null({ description: 'Deleted' }) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      await policies.remove(principalOf(request).organization, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
