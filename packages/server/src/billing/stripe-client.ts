import type { Stripe } from 'stripe';

import type { Config } from '../config.ts';
import { errors } from '../errors.ts';

const timeoutMs = 10_000;

/** Gives Stripe's client, loaded with the first use. Throws a 503 where no key is configured. */
export type StripeClient = () => Promise<Stripe>;

export function createStripeClient({ STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base }: Config): StripeClient {
  let client: Promise<Stripe> | undefined;
  return async () => {
    if (key === undefined) throw errors.billingNotConfigured();
    client ??= open(key, base);
    return client;
  };
}

async function open(key: string, base: string | undefined): Promise<Stripe> {
  const { Stripe: Client } = await import('stripe');
  const url = base === undefined ? undefined : new URL(base);
  return new Client(key, {
    timeout: timeoutMs,
    maxNetworkRetries: 2,
    telemetry: false,
    ...(url && {
      host: url.hostname,
      port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
      protocol: url.protocol === 'https:' ? 'https' : 'http',
    }),
  });
}

/** Runs a call to Stripe, and says in our words that it failed. */
export async function callStripe<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if ((error as { type?: unknown }).type === undefined) throw error;
    throw errors.unavailable('Stripe does not answer as it should: try again later', error);
  }
}
