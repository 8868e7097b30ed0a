import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type HitlAnswer,
  HitlAnswerSchema,
  type HitlConsumeInput,
  HitlConsumeInputSchema,
  type HitlDecisionInput,
  HitlDecisionInputSchema,
  HitlErrorBodySchema,
  type HitlPage,
  HitlPageSchema,
  HitlPendingQuerySchema,
  type HitlRequestInput,
  HitlRequestInputSchema,
  HitlWaitQuerySchema,
  ref,
} from 'agentaudit-schemas';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import { checkAgain, type Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import { RequestId, tags } from './audit-routes.ts';
import { type RawQuery, readNothing, readWaitMs } from './query.ts';
import type { HitlService } from './service.ts';

const Answer = ref<HitlAnswer>(HitlAnswerSchema);
const readErrors = [400, 401, 403, 404, 429, 503];
const writeErrors = [400, 401, 403, 404, 409, 413, 415, 429, 503];

/** How approvals are asked for, given, and used. */
export const requestRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; service: HitlService }> = async (
  app,
  { guard, service },
) => {
  const mayRead = guard('hitl:read');

  app.post(
    '/requests',
    {
      onRequest: guard('hitl:request'),
      schema: {
        tags,
        summary: 'Ask for approval of a tool call',
        description:
          'A known `idempotency_key` of the same agent and tool answers the first request again, with 200. ' +
          'Numbers in `arguments` that JSON readers would round are refused.',
        body: ref<HitlRequestInput>(HitlRequestInputSchema),
        response: respond(
          { 200: Answer, 201: Answer },
          writeErrors.filter((status) => status !== 404),
          HitlErrorBodySchema,
        ),
      },
    },
    async (request, reply) => {
      readNothing(request.query as RawQuery);
      const { isNew, answer } = await service.request(principalOf(request), request.body);
      return reply.code(isNew ? 201 : 200).send(answer);
    },
  );

  app.get(
    '/requests/:request_id',
    {
      onRequest: mayRead,
      schema: {
        tags,
        summary: 'Get a request, or wait until it is decided',
        params: RequestId,
        querystring: Type.Unsafe<RawQuery>(HitlWaitQuerySchema),
        response: respond({ 200: Answer }, readErrors, HitlErrorBodySchema),
      },
    },
    async (request, reply) => {
      const waitMs = readWaitMs(request.query);
      const { organization } = principalOf(request);
      const signal = endOf(reply);
      const answer = await service.get(organization, request.params.request_id, { waitMs, signal });
      // Much can happen to a credential while it waits.
      if (waitMs > 0) await checkAgain(mayRead, request, reply);
      return answer;
    },
  );

  app.get(
    '/pending',
    {
      onRequest: mayRead,
      schema: {
        tags,
        summary: 'List what waits for a decision, the oldest first',
        querystring: Type.Unsafe<RawQuery>(HitlPendingQuerySchema),
        response: respond({ 200: ref<HitlPage>(HitlPageSchema) }, [400, 401, 403, 429, 503], HitlErrorBodySchema),
      },
    },
    async (request) => service.pending(principalOf(request).organization, request.query),
  );

  app.post(
    '/decision',
    {
      onRequest: guard('hitl:decide'),
      schema: {
        tags,
        summary: 'Decide a request',
        description:
          'Who decides is read from the credential. Whoever asked cannot decide. With `required_approvals` ' +
          'above 1 the request stays pending until as many people approved the same arguments.',
        body: ref<HitlDecisionInput>(HitlDecisionInputSchema),
        response: respond({ 200: Answer }, writeErrors, HitlErrorBodySchema),
      },
    },
    async (request) => {
      readNothing(request.query as RawQuery);
      return service.decide(principalOf(request), request.body);
    },
  );

  app.post(
    '/requests/:request_id/cancel',
    {
      onRequest: guard('hitl:request'),
      schema: {
        tags,
        summary: 'Withdraw a request that is not decided yet',
        params: RequestId,
        body: Type.Optional(Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()])),
        response: respond({ 200: Answer }, writeErrors, HitlErrorBodySchema),
      },
    },
    async (request) => {
      readNothing(request.query as RawQuery);
      return service.cancel(principalOf(request), request.params.request_id);
    },
  );

  app.post(
    '/requests/:request_id/consume',
    {
      onRequest: guard('hitl:request'),
      schema: {
        tags,
        summary: 'Use an approval up, right before the tool runs',
        description:
          'Answers 200 once, and only for the arguments that were approved: after any other answer the tool must ' +
          'not run. The same `attempt_id` from the same credential gets the same answer.',
        params: RequestId,
        body: ref<HitlConsumeInput>(HitlConsumeInputSchema),
        response: respond({ 200: Answer }, writeErrors, HitlErrorBodySchema),
      },
    },
    async (request) => {
      readNothing(request.query as RawQuery);
      return service.consume(principalOf(request), request.params.request_id, request.body);
    },
  );
};

/** Aborts when the caller hangs up. */
function endOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
