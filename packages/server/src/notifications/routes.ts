import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type Delivery,
  DeliveryPageSchema,
  type DeliveryQuery,
  DeliveryQuerySchema,
  DeliverySchema,
  type NotificationTest,
  NotificationTestSchema,
  ref,
  type WebhookSecret,
  WebhookSecretSchema,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { acceptJsonBodies } from '../http/body.ts';
import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { IdParams } from '../http/id-params.ts';
import { principalOf } from '../http/principal.ts';
import type { NotificationService } from './service.ts';

export interface NotificationRoutesOptions {
  guard: Guard;
  service: NotificationService;
}

const tags = ['Notifications'];

export const notificationRoutes: FastifyPluginAsyncTypebox<NotificationRoutesOptions> = async (
  app,
  { guard, service },
) => {
  acceptJsonBodies(app, { emptyIsNone: true });
  app.post(
    '/auth/me/webhook-secret',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'Make or rotate the secret that your webhooks are signed with',
        description: 'Shown this once. The secret before signs along for 24 hours.',
        response: respond({ 201: ref<WebhookSecret>(WebhookSecretSchema) }, [401, 403, 429, 503]),
      },
    },
    async (request, reply) => reply.code(201).send(await service.rotateSecret(principalOf(request))),
  );

  app.post(
    '/auth/me/test-notification',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'Send yourself a test notification',
        description: 'Answers the delivery: ask for it again to see how it went.',
        body: ref<NotificationTest>(NotificationTestSchema),
        response: respond({ 202: ref<Delivery>(DeliverySchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => reply.code(202).send(await service.test(principalOf(request), request.body.channel)),
  );

  app.get(
    '/deliveries',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'List webhooks and e-mails with their attempts, the newest first',
        querystring: Type.Unsafe<DeliveryQuery>(DeliveryQuerySchema),
        response: respond({ 200: ref(DeliveryPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => service.list(principalOf(request), request.query),
  );

  app.get(
    '/deliveries/:id',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'Get one delivery',
        params: IdParams,
        response: respond({ 200: ref<Delivery>(DeliverySchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => service.get(principalOf(request), request.params.id),
  );

  app.post(
    '/deliveries/:id/redeliver',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'Deliver again, at once and under the same id',
        params: IdParams,
        response: respond({ 202: ref<Delivery>(DeliverySchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => reply.code(202).send(await service.redeliver(principalOf(request), request.params.id)),
  );
};
