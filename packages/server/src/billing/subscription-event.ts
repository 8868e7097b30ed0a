/** What of Stripe's events changes a plan, read from the event's own copy of the object. */
export type SubscriptionEvent =
  | { kind: 'checkout'; checkout: CheckoutFacts }
  | { kind: 'subscription'; subscription: SubscriptionFacts; rank: number };

/** A finished checkout: who the customer is. */
export interface CheckoutFacts {
  organizationId: string | null;
  customerId: string | null;
  subscriptionId: string | null;
  /** The price that the session was made for. */
  priceId: string | null;
  isPaid: boolean;
}

export interface SubscriptionFacts {
  id: string;
  customerId: string;
  organizationId: string | null;
  status: string;
  priceId: string | null;
  currentPeriodEndMs: number | null;
  cancelAtPeriodEnd: boolean;
}

/** The order of a subscription's events within one second, which is as fine as Stripe's clock goes. */
const ranks: Record<string, number> = {
  'customer.subscription.created': 1,
  'customer.subscription.updated': 2,
  'customer.subscription.paused': 2,
  'customer.subscription.resumed': 2,
  'customer.subscription.deleted': 3,
};

/** `undefined` for events that change no plan. Objects of any API version of the last years are understood. */
export function readEvent(event: { type: string; data: { object: unknown } }): SubscriptionEvent | undefined {
  const rank = ranks[event.type];
  if (rank !== undefined) {
    const subscription = toSubscription(event.data.object);
    return subscription && { kind: 'subscription', subscription, rank };
  }
  const isCheckout =
    event.type === 'checkout.session.completed' || event.type === 'checkout.session.async_payment_succeeded';
  return isCheckout ? { kind: 'checkout', checkout: toCheckout(event.data.object) } : undefined;
}

function toCheckout(value: unknown): CheckoutFacts {
  const session = asObject(value);
  const metadata = asObject(session['metadata']);
  return {
    organizationId: asText(session['client_reference_id']) ?? asText(metadata['organizationId']),
    customerId: idOf(session['customer']),
    subscriptionId: idOf(session['subscription']),
    priceId: asText(metadata['priceId']),
    isPaid: session['payment_status'] !== 'unpaid',
  };
}

export function toSubscription(value: unknown): SubscriptionFacts | undefined {
  const subscription = asObject(value);
  const id = asText(subscription['id']);
  const customerId = idOf(subscription['customer']);
  if (id === null || customerId === null) return undefined;
  const [item] = asArray(asObject(subscription['items'])['data']).map(asObject);
  // Since 2025 the period stands with each item, before that with the subscription.
  const periodEnd = item?.['current_period_end'] ?? subscription['current_period_end'];
  return {
    id,
    customerId,
    organizationId: asText(asObject(subscription['metadata'])['organizationId']),
    status: asText(subscription['status']) ?? 'incomplete',
    priceId: idOf(item?.['price']) ?? idOf(item?.['plan']),
    currentPeriodEndMs: typeof periodEnd === 'number' ? periodEnd * 1000 : null,
    cancelAtPeriodEnd: subscription['cancel_at_period_end'] === true || typeof subscription['cancel_at'] === 'number',
  };
}

/** Stripe gives the id, or the object where it was asked to expand it. */
function idOf(value: unknown): string | null {
  return asText(value) ?? asText(asObject(value)['id']);
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function asObject(value: unknown): { [key: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
