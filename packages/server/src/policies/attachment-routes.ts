import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type Policy,
  type PolicyAgent,
  PolicyAgentQuerySchema,
  PolicyAgentSchema,
  PolicySchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { errors } from '../errors.ts';
import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { IdParams } from '../http/id-params.ts';
import { principalOf } from '../http/principal.ts';
import type { AttachmentService } from './attachment-service.ts';

const tags = ['Policies'];

export const attachmentRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; attachments: AttachmentService }> = async (
  app,
  { guard, attachments },
) => {
  app.post(
    '/policies/:id/agents',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Attach policy to an agent: it judges the agent’s next log',
        description: '201 the first time, 200 when it was attached already.',
        params: IdParams,
        body: ref<PolicyAgent>(PolicyAgentSchema),
        response: respond(
          { 200: ref<Policy>(PolicySchema), 201: ref<Policy>(PolicySchema) },
          [400, 401, 403, 404, 413, 415, 429, 503],
        ),
      },
    },
    async (request, reply) => {
      const { organization } = principalOf(request);
      const { isNew, policy } = await attachments.attach(organization, request.params.id, request.body.agentId);
      return reply.code(isNew ? 201 : 200).send(policy);
    },
  );

  app.delete(
    '/policies/:id/agents',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Detach policy from an agent: give `agentId` in the body or in the query',
        params: IdParams,
        querystring: PolicyAgentQuerySchema,
        body: Type.Union([ref<PolicyAgent>(PolicyAgentSchema), Type.Null()]),
        response: respond({ 204: Type.Null({ description: 'Detached' }) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => {
      const agentId = request.query.agentId ?? request.body?.agentId;
      if (agentId === undefined) throw errors.invalidField('agentId', 'is required');
      await attachments.detach(principalOf(request).organization, request.params.id, agentId);
      return reply.code(204).send(null);
    },
  );
};
