import type { FastifyPluginAsync } from 'fastify';
import { AgentInputSchema, AgentPageSchema, AgentSchema, AgentUpdateSchema } from 'agentaudit-schemas';

import type { Guard } from '../http/guard.ts';
import { declareResource } from '../http/resource.ts';
import type { AgentService } from './service.ts';

export const agentRoutes: FastifyPluginAsync<{ guard: Guard; agents: AgentService }> = async (
  app,
  { guard, agents },
) => {
  declareResource(app, guard, {
    path: '/agents',
    tag: 'Agents',
    schemas: { item: AgentSchema, page: AgentPageSchema, input: AgentInputSchema, update: AgentUpdateSchema },
    summaries: {
      list: 'List all agents of the organization',
      create: 'Register a new agent',
      get: 'Get a single agent',
      update: 'Update agent name / metadata',
      remove: 'Remove an agent: its logs and alerts stay',
    },
    createDescription: 'Pass its `id` as `agentId` in logs to link them to the agent.',
    service: agents,
  });
};
