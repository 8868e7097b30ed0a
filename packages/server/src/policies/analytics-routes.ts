import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type AnalyticsQuery,
  AnalyticsQuerySchema,
  limits,
  type PolicyAnalytics,
  PolicyAnalyticsSchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { Analytics } from './analytics.ts';

const tags = ['Policies'];
const querystring = Type.Unsafe<AnalyticsQuery>(AnalyticsQuerySchema);

export const analyticsRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; analytics: Analytics }> = async (
  app,
  { guard, analytics },
) => {
  app.get(
    '/policies/analytics',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Org-wide policy analytics',
        description:
          'By the logs’ timestamps, in whole hours. Counted as logs come in: the cost does not grow with them.',
        querystring,
        response: respond({ 200: ref<PolicyAnalytics>(PolicyAnalyticsSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => analytics.ofOrganization(principalOf(request).organization, request.query),
  );

  app.get(
    '/policies/:id/analytics',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Per-policy analytics',
        description: 'What this policy judged, and what its own verdicts were.',
        params: Type.Object({ id: Type.String({ maxLength: limits.identifierLength }) }),
        querystring,
        response: respond({ 200: ref<PolicyAnalytics>(PolicyAnalyticsSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => analytics.ofPolicy(principalOf(request).organization, request.params.id, request.query),
  );
};
