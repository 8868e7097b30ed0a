import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type ComplianceRule,
  type ComplianceRulePage,
  ComplianceRulePageSchema,
  ComplianceRuleSchema,
  limits,
  PageQuerySchema,
  ref,
  type RuleInput,
  RuleInputSchema,
  type RuleTest,
  type RuleTestResult,
  RuleTestResultSchema,
  RuleTestSchema,
  type RuleUpdate,
  RuleUpdateSchema,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { RuleService } from './service.ts';
import type { RuleTester } from './test.ts';

export interface RuleRoutesOptions {
  guard: Guard;
  rules: RuleService;
  testRule: RuleTester;
}

const tags = ['Compliance'];
const Id = Type.Object({ id: Type.String({ maxLength: limits.identifierLength }) });

export const ruleRoutes: FastifyPluginAsyncTypebox<RuleRoutesOptions> = async (app, { guard, rules, testRule }) => {
  app.get(
    '/compliance-rules',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'List all rules of the organization',
        querystring: PageQuerySchema,
        response: respond({ 200: ref<ComplianceRulePage>(ComplianceRulePageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => rules.list(principalOf(request).organization, request.query),
  );

  app.post(
    '/compliance-rules',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Create a custom rule: it judges the next log',
        description: 'A condition that does not fit its type or does not compile is refused with its position.',
        body: ref<RuleInput>(RuleInputSchema),
        response: respond({ 201: ref<ComplianceRule>(ComplianceRuleSchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => reply.code(201).send(await rules.create(principalOf(request).organization, request.body)),
  );

  app.post(
    '/compliance-rules/test',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Try one rule on a text or an event: nothing is stored',
        description: 'Give `ruleId`, or `ruleType` with `condition`; and `text` or `event`.',
        body: ref<RuleTest>(RuleTestSchema),
        response: respond({ 200: ref<RuleTestResult>(RuleTestResultSchema) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request) => testRule(principalOf(request).organization, request.body),
  );

  app.get(
    '/compliance-rules/:id',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Get one rule',
        params: Id,
        response: respond({ 200: ref<ComplianceRule>(ComplianceRuleSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => rules.get(principalOf(request).organization, request.params.id),
  );

  app.patch(
    '/compliance-rules/:id',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Change a rule: each policy that holds it gets a new version',
        params: Id,
        body: ref<RuleUpdate>(RuleUpdateSchema),
        response: respond({ 200: ref<ComplianceRule>(ComplianceRuleSchema) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request) => rules.update(principalOf(request).organization, request.params.id, request.body),
  );

  app.delete(
    '/compliance-rules/:id',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Delete a rule: logs and alerts that it led to stay as they are',
        params: Id,
        response: respond({ 204: Type.Null({ description: 'Deleted' }) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      await rules.remove(principalOf(request).organization, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
