/** What the address of the billing page says: how the way to Stripe ended. */
export interface BillingSearch {
  checkout?: 'success' | 'cancelled';
}

export function parseBillingSearch(search: Record<string, unknown>): BillingSearch {
  const { checkout } = search;
  return checkout === 'success' || checkout === 'cancelled' ? { checkout } : {};
}
