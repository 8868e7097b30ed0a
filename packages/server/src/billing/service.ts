import type { BillingPrices, CheckoutSession, Plan, PortalSession, Subscription } from 'agentaudit-schemas';
import type { Stripe } from 'stripe';

import type { Config } from '../config.ts';
import { errors } from '../errors.ts';
import { toInstant } from '../http/instant.ts';
import type { OrganizationRef } from '../http/principal.ts';
import type { BillingStore } from './store.ts';
import { callStripe, type StripeClient } from './stripe-client.ts';
import { readEvent, type SubscriptionFacts, toSubscription } from './subscription-event.ts';

export interface BillingServiceOptions {
  config: Config;
  store: BillingStore;
  stripe: StripeClient;
  /** Says what the operator should know of. */
  warn: (facts: object, message: string) => void;
  /** Told when an organization's plan may have changed. */
  onPlanChange: () => void;
  now: () => number;
}

export function createBillingService(options: BillingServiceOptions) {
  const { config, store, stripe, warn, onPlanChange, now } = options;
  const isConfigured = config.STRIPE_SECRET_KEY !== undefined;

  function prices(): BillingPrices {
    return {
      pro: (isConfigured && config.STRIPE_PRICE_PRO) || null,
      business: (isConfigured && config.STRIPE_PRICE_BUSINESS) || null,
    };
  }

  function planOf(priceId: string | null): Plan | null {
    if (priceId === null) return null;
    const { pro, business } = prices();
    return priceId === business ? 'business' : priceId === pro ? 'pro' : null;
  }

  /** Where the customer pays. `baseUrl` is where Stripe sends them back to. */
  async function checkout(
    organization: OrganizationRef,
    { priceId, baseUrl }: { priceId: string; baseUrl: string },
  ): Promise<CheckoutSession> {
    const client = await stripe();
    if (planOf(priceId) === null)
      throw errors.invalidField('priceId', 'is not one of the prices that GET /billing/prices lists');
    const { current } = await store.findSubscription(organization.number);
    if (current !== undefined) throw errors.alreadySubscribed();
    const customer = await store.findCustomerOf(organization.number);
    const { email } = await store.readPlan(organization.number);
    const metadata = { organizationId: organization.id, priceId };
    const session = await callStripe(() =>
      client.checkout.sessions.create({
        mode: 'subscription',
        line_items: [{ price: priceId, quantity: 1 }],
        client_reference_id: organization.id,
        metadata,
        subscription_data: { metadata },
        success_url: `${baseUrl}/billing?checkout=success`,
        cancel_url: `${baseUrl}/billing?checkout=cancelled`,
        ...(customer === undefined ? { customer_email: email } : { customer }),
      }),
    );
    if (session.url === null) throw errors.unavailable('Stripe gave no page to pay on: try again later');
    return { sessionId: session.id, url: session.url };
  }

  async function subscription({ number }: OrganizationRef): Promise<Subscription> {
    const { plan } = await store.readPlan(number);
    const { current, latest } = await store.findSubscription(number);
    const row = current ?? latest;
    return {
      plan,
      status: row?.status ?? null,
      currentPeriodEnd: row?.current_period_end == null ? null : toInstant(row.current_period_end),
      cancelAtPeriodEnd: row?.cancel_at_period_end === 1,
    };
  }

  /** Where the customer changes or cancels what they pay for. */
  async function portal(organization: OrganizationRef, { baseUrl }: { baseUrl: string }): Promise<PortalSession> {
    const client = await stripe();
    const customer = (await store.findCustomerOf(organization.number)) ?? (await makeCustomer(client, organization));
    const { url } = await callStripe(() =>
      client.billingPortal.sessions.create({ customer, return_url: `${baseUrl}/billing` }),
    );
    return { url };
  }

  async function makeCustomer(client: Stripe, { number, id: organizationId }: OrganizationRef): Promise<string> {
    const { email, name } = await store.readPlan(number);
    const { id } = await callStripe(() =>
      client.customers.create(
        { email, name, metadata: { organizationId } },
        { idempotencyKey: `customer-${organizationId}` },
      ),
    );
    await store.addCustomer(id, number, now());
    return id;
  }

  /** Takes an event that Stripe signed. Throws a 400 for any other. */
  async function receive(body: Buffer, signature: string | undefined): Promise<void> {
    if (config.STRIPE_WEBHOOK_SECRET === undefined) throw errors.billingNotConfigured();
    const client = await stripe();
    const event = await verify(client, body, signature, config.STRIPE_WEBHOOK_SECRET);
    const atMs = event.created * 1000;
    const nowMs = now();
    const change = readEvent(event);
    const settled =
      change?.kind === 'subscription' ? await settle(client, change.subscription, atMs, change.rank) : null;
    await store.once({ id: event.id, receivedAtMs: nowMs }, async (query) => {
      if (change?.kind === 'checkout') {
        await store.applyCheckout(query, change.checkout, { plan: planOf(change.checkout.priceId), nowMs });
      } else if (change !== undefined && settled !== null) {
        const plan = planOf(settled.priceId);
        if (plan === null) warn({ event: event.id, price: settled.priceId }, 'a subscription to an unknown price');
        await store.applySubscription(query, settled, { plan, atMs, rank: change.rank, nowMs });
      }
    });
    onPlanChange();
  }

  /** Two events of one second and kind: which is the later, only Stripe knows, so it is asked for the state as it is. */
  async function settle(
    client: Stripe,
    told: SubscriptionFacts,
    atMs: number,
    rank: number,
  ): Promise<SubscriptionFacts> {
    const known = await store.findStamp(told.id);
    if (known?.atMs !== atMs || known.rank !== rank) return told;
    try {
      return toSubscription(await client.subscriptions.retrieve(told.id)) ?? told;
    } catch (error) {
      warn({ err: error, subscription: told.id }, 'Stripe could not say which of two states is the later');
      return told;
    }
  }

  return { prices, checkout, subscription, portal, receive };
}

export type BillingService = ReturnType<typeof createBillingService>;

async function verify(client: Stripe, body: Buffer, signature: string | undefined, secret: string) {
  if (signature === undefined) throw errors.invalid('The header Stripe-Signature is missing');
  try {
    return await client.webhooks.constructEventAsync(body, signature, secret);
  } catch (error) {
    if ((error as { type?: unknown }).type !== 'StripeSignatureVerificationError') {
      throw errors.invalid('The body is not an event of Stripe');
    }
    throw errors.invalid('The header Stripe-Signature does not fit the body');
  }
}
