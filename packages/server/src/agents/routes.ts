import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type Agent,
  type AgentInput,
  AgentInputSchema,
  type AgentPage,
  AgentPageSchema,
  AgentSchema,
  type AgentUpdate,
  AgentUpdateSchema,
  limits,
  PageQuerySchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { AgentService } from './service.ts';

const tags = ['Agents'];
const Id = Type.Object({ id: Type.String({ maxLength: limits.identifierLength }) });

export const agentRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; agents: AgentService }> = async (
  app,
  { guard, agents },
) => {
  app.get(
    '/agents',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'List all agents of the organization',
        querystring: PageQuerySchema,
        response: respond({ 200: ref<AgentPage>(AgentPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => agents.list(principalOf(request).organization, request.query),
  );

  app.post(
    '/agents',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Register a new agent',
        description: 'Pass its `id` as `agentId` in logs to link them to the agent.',
        body: ref<AgentInput>(AgentInputSchema),
        response: respond({ 201: ref<Agent>(AgentSchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await agents.create(principalOf(request).organization, request.body)),
  );

  app.get(
    '/agents/:id',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Get a single agent',
        params: Id,
        response: respond({ 200: ref<Agent>(AgentSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => agents.get(principalOf(request).organization, request.params.id),
  );

  app.patch(
    '/agents/:id',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Update agent name / metadata',
        params: Id,
        body: ref<AgentUpdate>(AgentUpdateSchema),
        response: respond({ 200: ref<Agent>(AgentSchema) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request) => agents.update(principalOf(request).organization, request.params.id, request.body),
  );

  app.delete(
    '/agents/:id',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Remove an agent: its logs and alerts stay',
        params: Id,
        response: respond({ 204: Type.Null({ description: 'Removed' }) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      await agents.remove(principalOf(request).organization, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
