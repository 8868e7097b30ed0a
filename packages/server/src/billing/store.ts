import type { Plan } from 'agentaudit-schemas';
import { sql, type Transaction } from 'kysely';

import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { findCustomer, linkCustomer, lockOrganization, paying, rankOf, setPlan } from './plan-state.ts';
import type { CheckoutFacts, SubscriptionFacts } from './subscription-event.ts';

export interface SeenEvent {
  id: string;
  receivedAtMs: number;
}

/** Who pays for what, as Stripe's events told it. */
export function createBillingStore(database: Database) {
  const { query } = database;

  /** Runs `apply` for an event that was not seen before, all or nothing. */
  async function once({ id, receivedAtMs }: SeenEvent, apply: (query: Transaction<Tables>) => Promise<void>) {
    await database.transaction(async (transaction) => {
      const isNew = await transaction
        .insertInto('stripe_events')
        .values({ id, received_at: receivedAtMs })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (isNew !== undefined) await apply(transaction);
    });
  }

  /** Remembers whose customer it is, and gives the organization what that customer is known to pay for. */
  async function applyCheckout(
    transaction: Transaction<Tables>,
    checkout: CheckoutFacts,
    { plan, nowMs }: { plan: Plan | null; nowMs: number },
  ): Promise<void> {
    const org = await lockOrganization(transaction, database.engine, checkout.organizationId);
    if (org === undefined || checkout.customerId === null) return;
    await linkCustomer(transaction, { id: checkout.customerId, org, nowMs });
    if (checkout.subscriptionId !== null && checkout.isPaid) {
      // Until the subscription's own events come: they are later than anything at time 0.
      await transaction
        .insertInto('stripe_subscriptions')
        .values({
          id: checkout.subscriptionId,
          org,
          customer_id: checkout.customerId,
          status: 'active',
          plan,
          price_id: checkout.priceId,
          current_period_end: null,
          cancel_at_period_end: 0,
          event_at: 0,
          event_rank: 0,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await setPlan(transaction, org);
  }

  /** Takes over a subscription's state unless a later one is known. */
  async function applySubscription(
    transaction: Transaction<Tables>,
    subscription: SubscriptionFacts,
    { plan, atMs, rank, nowMs }: { plan: Plan | null; atMs: number; rank: number; nowMs: number },
  ): Promise<void> {
    const known = await findCustomer(transaction, subscription.customerId);
    const org = await lockOrganization(
      transaction,
      database.engine,
      known === undefined ? subscription.organizationId : known,
    );
    if (org !== undefined) await linkCustomer(transaction, { id: subscription.customerId, org, nowMs });
    await transaction
      .insertInto('stripe_subscriptions')
      .values({
        id: subscription.id,
        org: org ?? null,
        customer_id: subscription.customerId,
        status: subscription.status,
        plan,
        price_id: subscription.priceId,
        current_period_end: subscription.currentPeriodEndMs,
        cancel_at_period_end: subscription.cancelAtPeriodEnd ? 1 : 0,
        event_at: atMs,
        event_rank: rank,
      })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((row) => ({
            org: sql<number | null>`coalesce(excluded.org, stripe_subscriptions.org)`,
            status: row.ref('excluded.status'),
            plan: row.ref('excluded.plan'),
            price_id: row.ref('excluded.price_id'),
            current_period_end: row.ref('excluded.current_period_end'),
            cancel_at_period_end: row.ref('excluded.cancel_at_period_end'),
            event_at: row.ref('excluded.event_at'),
            event_rank: row.ref('excluded.event_rank'),
          }))
          .where(
            sql<boolean>`(excluded.event_at, excluded.event_rank) >= (stripe_subscriptions.event_at, stripe_subscriptions.event_rank)`,
          ),
      )
      .execute();
    if (org !== undefined) await setPlan(transaction, org);
  }

  /** The organization's subscription: the one that is paid for, else the latest. */
  async function findSubscription(org: number) {
    const rows = await query
      .selectFrom('stripe_subscriptions')
      .selectAll()
      .where('org', '=', org)
      .orderBy('event_at', 'desc')
      .execute();
    const current = rows
      .filter(({ status }) => paying.includes(status))
      .toSorted((a, b) => rankOf(b.plan) - rankOf(a.plan));
    return { current: current[0], latest: rows[0] };
  }

  async function readPlan(org: number): Promise<{ name: string; email: string; plan: Plan }> {
    return query
      .selectFrom('organizations')
      .select(['name', 'email', 'plan'])
      .where('number', '=', org)
      .executeTakeFirstOrThrow();
  }

  /** The organization's customer: the one it subscribed with last. */
  async function findCustomerOf(org: number): Promise<string | undefined> {
    const { current, latest } = await findSubscription(org);
    const subscribed = (current ?? latest)?.customer_id;
    if (subscribed !== undefined) return subscribed;
    const row = await query
      .selectFrom('stripe_customers')
      .select('id')
      .where('org', '=', org)
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    return row?.id;
  }

  async function findStamp(subscriptionId: string): Promise<{ atMs: number; rank: number } | undefined> {
    return query
      .selectFrom('stripe_subscriptions')
      .select(['event_at as atMs', 'event_rank as rank'])
      .where('id', '=', subscriptionId)
      .executeTakeFirst();
  }

  async function addCustomer(id: string, org: number, nowMs: number): Promise<void> {
    await database.transaction((transaction) => linkCustomer(transaction, { id, org, nowMs }));
  }

  return {
    once,
    applyCheckout,
    applySubscription,
    findSubscription,
    readPlan,
    findCustomerOf,
    findStamp,
    addCustomer,
  };
}

export type BillingStore = ReturnType<typeof createBillingStore>;
