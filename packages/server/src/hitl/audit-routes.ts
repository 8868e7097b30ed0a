import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type HitlAnswer,
  HitlAnswerSchema,
  HitlAuditQuerySchema,
  HitlErrorBodySchema,
  type HitlPage,
  HitlPageSchema,
  type HitlStatsAnswer,
  HitlStatsAnswerSchema,
  HitlStatsQuerySchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import { answerHitlErrors } from './error-answer.ts';
import { type RawQuery, readNothing } from './query.ts';
import type { HitlService } from './service.ts';

export const tags = ['HITL'];

/** Long ids are looked up, and not found, like any other. */
export const RequestId = Type.Object({ request_id: Type.String() });

const words = {
  401: 'Authentication required to access audit logs',
  403: 'User does not have permission to access audit logs',
};

/** The audit log of approvals, as its reference prints it. */
export const auditRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; service: HitlService }> = async (
  app,
  { guard, service },
) => {
  app.get(
    '/audit',
    {
      onRequest: guard('hitl:read'),
      errorHandler: answerHitlErrors(words),
      schema: {
        tags,
        summary: 'List the decisions on requests for approval',
        querystring: Type.Unsafe<RawQuery>(HitlAuditQuerySchema),
        response: respond({ 200: ref<HitlPage>(HitlPageSchema) }, [400, 401, 403, 429, 503], HitlErrorBodySchema),
      },
    },
    async (request) => service.audit(principalOf(request).organization, request.query),
  );

  app.get(
    '/audit/:request_id',
    {
      onRequest: guard('hitl:read'),
      errorHandler: answerHitlErrors({
        ...words,
        403: 'User does not have permission to access this audit record',
      }),
      schema: {
        tags,
        summary: 'Get one decision',
        params: RequestId,
        response: respond(
          { 200: ref<HitlAnswer>(HitlAnswerSchema) },
          [400, 401, 403, 404, 429, 503],
          HitlErrorBodySchema,
        ),
      },
    },
    async (request) => {
      readNothing(request.query as RawQuery);
      return service.auditRecord(principalOf(request).organization, request.params.request_id);
    },
  );

  app.get(
    '/stats',
    {
      onRequest: guard('hitl:read'),
      schema: {
        tags,
        summary: 'Add up how approvals work: waits, rates, and decisions too fast to have been read',
        querystring: Type.Unsafe<RawQuery>(HitlStatsQuerySchema),
        response: respond(
          { 200: ref<HitlStatsAnswer>(HitlStatsAnswerSchema) },
          [400, 401, 403, 429, 503],
          HitlErrorBodySchema,
        ),
      },
    },
    async (request) => service.stats(principalOf(request).organization, request.query),
  );
};
