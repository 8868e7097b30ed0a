import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type Alert,
  type AlertPage,
  AlertPageSchema,
  type AlertQuery,
  AlertQuerySchema,
  type AlertResolution,
  AlertResolutionSchema,
  AlertSchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { IdParams } from '../http/id-params.ts';
import { principalOf } from '../http/principal.ts';
import type { AlertService } from './service.ts';

const tags = ['Alerts'];

export const alertRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; alerts: AlertService }> = async (
  app,
  { guard, alerts },
) => {
  app.get(
    '/alerts',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'List alerts, newest first',
        querystring: Type.Unsafe<AlertQuery>(AlertQuerySchema),
        response: respond({ 200: ref<AlertPage>(AlertPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => alerts.list(principalOf(request), request.query),
  );

  app.get(
    '/alerts/:id',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Get one alert',
        params: IdParams,
        response: respond({ 200: ref<Alert>(AlertSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => alerts.get(principalOf(request), request.params.id),
  );

  app.patch(
    '/alerts/:id/resolve',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Mark an alert as resolved, with a note and what it turned out to be',
        params: IdParams,
        body: Type.Union([ref<AlertResolution>(AlertResolutionSchema), Type.Null()]),
        response: respond({ 200: ref<Alert>(AlertSchema) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request) => alerts.resolve(principalOf(request), request.params.id, request.body ?? {}),
  );
};
