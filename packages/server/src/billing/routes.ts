import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type BillingPrices,
  BillingPricesSchema,
  type CheckoutInput,
  CheckoutInputSchema,
  type CheckoutSession,
  CheckoutSessionSchema,
  type PortalSession,
  PortalSessionSchema,
  ref,
  type Subscription,
  SubscriptionSchema,
} from 'agentaudit-schemas';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { acceptJsonBodies } from '../http/body.ts';
import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { BillingService } from './service.ts';

export interface BillingRoutesOptions {
  guard: Guard;
  service: BillingService;
  /** Where people reach this server. Default: where the request went to. */
  publicUrl: string | undefined;
}

const tags = ['Billing'];
const eventBytes = 1024 * 1024;

export const billingRoutes: FastifyPluginAsyncTypebox<BillingRoutesOptions> = async (
  app,
  { guard, service, publicUrl },
) => {
  acceptJsonBodies(app, { emptyIsNone: true });
  const baseUrl = (request: FastifyRequest) =>
    (publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/+$/, '');

  app.get(
    '/billing/prices',
    {
      schema: {
        tags,
        summary: 'Get the Stripe price of each paid plan',
        response: respond({ 200: ref<BillingPrices>(BillingPricesSchema) }, [429]),
      },
    },
    async () => service.prices(),
  );

  app.post(
    '/billing/checkout-session',
    {
      onRequest: guard('admin'),
      schema: {
        tags,
        summary: 'Create a Stripe checkout session',
        body: ref<CheckoutInput>(CheckoutInputSchema),
        response: respond(
          { 200: ref<CheckoutSession>(CheckoutSessionSchema) },
          [400, 401, 403, 409, 413, 415, 429, 503],
        ),
      },
    },
    async (request) =>
      service.checkout(principalOf(request).organization, {
        priceId: request.body.priceId,
        baseUrl: baseUrl(request),
      }),
  );

  app.get(
    '/billing/subscription',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'Get the current subscription and plan',
        response: respond({ 200: ref<Subscription>(SubscriptionSchema) }, [401, 403, 429, 503]),
      },
    },
    async (request) => service.subscription(principalOf(request).organization),
  );

  app.post(
    '/billing/portal-session',
    {
      onRequest: guard('admin'),
      schema: {
        tags,
        summary: 'Create a Stripe customer portal session',
        response: respond({ 200: ref<PortalSession>(PortalSessionSchema) }, [401, 403, 429, 503]),
      },
    },
    async (request) => service.portal(principalOf(request).organization, { baseUrl: baseUrl(request) }),
  );

  await app.register(async (raw) => {
    // Stripe signs the bytes, so they are kept as they came.
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: eventBytes }, (_request, body, done) =>
      done(null, body),
    );
    raw.post(
      '/billing/webhook',
      {
        bodyLimit: eventBytes,
        schema: {
          tags,
          summary: 'Receive events from Stripe',
          description: 'Takes what the header `Stripe-Signature` proves to come from Stripe. Each event counts once.',
          response: respond({ 200: Type.Object({ received: Type.Boolean() }) }, [400, 413, 429, 503]),
        },
      },
      async (request) => {
        const signature = request.headers['stripe-signature'];
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        await service.receive(body, typeof signature === 'string' ? signature : undefined);
        return { received: true };
      },
    );
  });
};
