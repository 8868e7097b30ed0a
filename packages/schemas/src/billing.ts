import { Type } from 'typebox';

import { type Plan, plans } from './plan.ts';
import { InstantSchema } from './time.ts';

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

const NullableString = Type.Union([Type.String(), Type.Null()]);

export const BillingPricesSchema = Type.Object(
  { pro: NullableString, business: NullableString },
  { $id: 'BillingPrices', additionalProperties: false, examples: [{ pro: 'price_…', business: 'price_…' }] },
);

export const CheckoutInputSchema = Type.Object(
  { priceId: Type.String({ minLength: 1, maxLength: 255 }) },
  { $id: 'CheckoutInput', additionalProperties: false },
);

export const CheckoutSessionSchema = Type.Object(
  { sessionId: Type.String(), url: Type.String() },
  { $id: 'CheckoutSession', additionalProperties: false },
);

export const PortalSessionSchema = Type.Object(
  { url: Type.String() },
  { $id: 'PortalSession', additionalProperties: false },
);

export const SubscriptionSchema = Type.Object(
  {
    plan: Type.Enum([...plans]),
    status: NullableString,
    currentPeriodEnd: Type.Union([InstantSchema, Type.Null()]),
    cancelAtPeriodEnd: Type.Boolean(),
  },
  { $id: 'Subscription', additionalProperties: false },
);
