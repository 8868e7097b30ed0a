import { signUp } from '@agentaudit/testing';
import { Stripe } from 'stripe';

import { type Answer, createCaller, request } from '../wire.ts';

export const webhookSecret = 'whsec_of_the_test';
const signer = new Stripe('sk_test_signer');

let made = 0;
const next = (kind: string) => `${kind}_${(made += 1)}`;

export interface StripeEventInput {
  id?: string;
  type: string;
  /** Seconds since 1970. */
  created?: number;
  object: object;
}

/** Somebody whose organization may subscribe, and Stripe's side of it. */
export async function newCustomer(url: string) {
  const account = await signUp(url);
  const customer = next('cus');
  const subscription = next('sub');
  const api = createCaller(url, { accessToken: account.accessToken });
  return {
    ...account,
    api,
    key: createCaller(url, { apiKey: account.apiKey }),
    customer,
    subscription,
    plan: async () => (await api.get<{ plan: string }>('/billing/subscription')).body.plan,
    finishCheckout: (changes: object = {}): StripeEventInput => ({
      type: 'checkout.session.completed',
      object: {
        id: next('cs'),
        object: 'checkout.session',
        client_reference_id: account.organization.id,
        customer,
        subscription,
        payment_status: 'paid',
        metadata: {},
        ...changes,
      },
    }),
    subscriptionIs: (
      what: 'created' | 'updated' | 'deleted',
      { price, status = 'active', created, ...rest }: { price: string; status?: string; created?: number },
    ): StripeEventInput => ({
      type: `customer.subscription.${what}`,
      ...(created === undefined ? {} : { created }),
      object: toSubscription({ id: subscription, customer, price, status, ...rest }),
    }),
  };
}

export type Customer = Awaited<ReturnType<typeof newCustomer>>;

export function toSubscription(facts: { id: string; customer: string; price: string; status: string }) {
  const { price, ...rest } = facts;
  return {
    object: 'subscription',
    cancel_at_period_end: false,
    metadata: {},
    items: { data: [{ id: `si_${rest.id}`, price: { id: price }, current_period_end: 1_900_000_000 }] },
    ...rest,
  };
}

/** Sends an event as Stripe does, signed by the library's own test helper. */
export function sendEvent(url: string, input: StripeEventInput, signature?: string): Promise<Answer<unknown>> {
  const { id = next('evt'), type, created = Math.floor(Date.now() / 1000), object } = input;
  const payload = JSON.stringify({ id, object: 'event', type, created, data: { object } }, null, 2);
  const header = signature ?? signer.webhooks.generateTestHeaderString({ payload, secret: webhookSecret });
  return request('POST', `${url}/api/v1/billing/webhook`, {
    raw: payload,
    headers: { 'stripe-signature': header, 'content-type': 'application/json; charset=utf-8' },
  });
}
