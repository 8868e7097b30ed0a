import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  ComplianceRulePageSchema,
  ComplianceRuleSchema,
  ref,
  RuleInputSchema,
  type RuleTest,
  type RuleTestResult,
  RuleTestResultSchema,
  RuleTestSchema,
  RuleUpdateSchema,
} from 'agentaudit-schemas';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import { declareResource } from '../http/resource.ts';
import type { RuleService } from './service.ts';
import type { RuleTester } from './test.ts';

export interface RuleRoutesOptions {
  guard: Guard;
  rules: RuleService;
  testRule: RuleTester;
}

const tag = 'Compliance';

export const ruleRoutes: FastifyPluginAsyncTypebox<RuleRoutesOptions> = async (app, { guard, rules, testRule }) => {
  declareResource(app, guard, {
    path: '/compliance-rules',
    tag,
    schemas: {
      item: ComplianceRuleSchema,
      page: ComplianceRulePageSchema,
      input: RuleInputSchema,
      update: RuleUpdateSchema,
    },
    summaries: {
      list: 'List all rules of the organization',
      create: 'Create a custom rule: it judges the next log',
      get: 'Get one rule',
      update: 'Change a rule: each policy that holds it gets a new version',
      remove: 'Delete a rule: logs and alerts that it led to stay as they are',
    },
    createDescription: 'A condition that does not fit its type or does not compile is refused with its position.',
    service: rules,
  });

  app.post(
    '/compliance-rules/test',
    {
      onRequest: guard('config:read'),
      schema: {
        tags: [tag],
        summary: 'Try one rule on a text or an event: nothing is stored',
        description: 'Give `ruleId`, or `ruleType` with `condition`; and `text` or `event`.',
        body: ref<RuleTest>(RuleTestSchema),
        response: respond({ 200: ref<RuleTestResult>(RuleTestResultSchema) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request) => testRule(principalOf(request).organization, request.body),
  );
};
