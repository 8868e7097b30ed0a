import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type PackClone,
  PackCloneSchema,
  type Policy,
  PolicyInputSchema,
  PolicyPageSchema,
  PolicySchema,
  PolicyUpdateSchema,
  ref,
} from 'agentaudit-schemas';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import { declareResource } from '../http/resource.ts';
import type { PolicyService } from './service.ts';

const tag = 'Policies';

export const policyRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; policies: PolicyService }> = async (
  app,
  { guard, policies },
) => {
  declareResource(app, guard, {
    path: '/policies',
    tag,
    schemas: { item: PolicySchema, page: PolicyPageSchema, input: PolicyInputSchema, update: PolicyUpdateSchema },
    summaries: {
      list: 'List all policies',
      create: 'Create a policy',
      get: 'Get a single policy',
      update: 'Update a policy: each change makes a version',
      remove: 'Delete a policy: logs and alerts that it led to stay as they are',
    },
    createDescription: 'It judges nothing until it is attached to an agent.',
    service: policies,
  });

  app.post(
    '/policies/clone-pack',
    {
      onRequest: guard('manage'),
      schema: {
        tags: [tag],
        summary: 'Clone a compliance pack into a policy',
        description: 'The copies belong to the policy and outlive the pack, which need not be installed.',
        body: ref<PackClone>(PackCloneSchema),
        response: respond({ 201: ref<Policy>(PolicySchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await policies.clonePack(principalOf(request).organization, request.body)),
  );
};
