import type { BillingPrices, CheckoutSession, PortalSession, Subscription } from 'agentaudit-schemas';

import type { Api } from './api.ts';
import type { RequestOptions } from './options.ts';

/** The organization's plan. All but the prices takes a session. */
export function createBilling(api: Api) {
  return {
    prices: (options?: RequestOptions) => api.get<BillingPrices>('/billing/prices', {}, options),
    subscription: (options?: RequestOptions) => api.get<Subscription>('/billing/subscription', {}, options),
    createCheckoutSession: (priceId: string, options?: RequestOptions) =>
      api.post<CheckoutSession>('/billing/checkout-session', { priceId }, options),
    createPortalSession: (options?: RequestOptions) =>
      api.post<PortalSession>('/billing/portal-session', undefined, options),
  };
}
