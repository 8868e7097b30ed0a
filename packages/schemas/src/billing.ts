import type { Plan } from './account.ts';

/** Stripe's price of each paid plan; `null` where none is configured. */
export interface BillingPrices {
  pro: string | null;
  business: string | null;
}

export interface CheckoutInput {
  /** One of `BillingPrices`. */
  priceId: string;
}

/** Where the user pays. */
export interface CheckoutSession {
  sessionId: string;
  url: string;
}

/** Where the user manages or cancels the subscription; for a short while. */
export interface PortalSession {
  url: string;
}

export interface Subscription {
  plan: Plan;
  /** Stripe's word, such as `active` or `past_due`; `null` without a subscription. */
  status: string | null;
  currentPeriodEnd: string | null;
  cancelAtPeriodEnd: boolean;
}
