import { type Plan, plans } from 'agentaudit-schemas';
import type { Transaction } from 'kysely';

import type { Engine } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';

/** Subscriptions in these states give their plan; one whose payment is late does until Stripe gives it up. */
export const paying = ['active', 'trialing', 'past_due'];

/** Plans from the smallest to the largest. */
export function rankOf(plan: Plan | null): number {
  return plans.indexOf(plan ?? 'free');
}

/** The organization's number, its row locked against other events. */
export async function lockOrganization(
  transaction: Transaction<Tables>,
  engine: Engine,
  idOrNumber: string | number | null,
): Promise<number | undefined> {
  if (idOrNumber === null) return undefined;
  let found = transaction
    .selectFrom('organizations')
    .select('number')
    .where(typeof idOrNumber === 'number' ? 'number' : 'id', '=', idOrNumber);
  if (engine === 'postgres') found = found.forUpdate();
  return (await found.executeTakeFirst())?.number;
}

export async function findCustomer(transaction: Transaction<Tables>, id: string): Promise<number | undefined> {
  const row = await transaction.selectFrom('stripe_customers').select('org').where('id', '=', id).executeTakeFirst();
  return row?.org;
}

/** Subscriptions that were heard of before their customer was known become the organization's. */
export async function linkCustomer(
  transaction: Transaction<Tables>,
  { id, org, nowMs }: { id: string; org: number; nowMs: number },
): Promise<void> {
  await transaction
    .insertInto('stripe_customers')
    .values({ id, org, created_at: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await transaction
    .updateTable('stripe_subscriptions')
    .set({ org })
    .where('customer_id', '=', id)
    .where('org', 'is', null)
    .execute();
}

/** The best plan that is paid for. One that was agreed on by hand, `enterprise`, stays. */
export async function setPlan(transaction: Transaction<Tables>, org: number): Promise<void> {
  const paid = await transaction
    .selectFrom('stripe_subscriptions')
    .select('plan')
    .where('org', '=', org)
    .where('status', 'in', paying)
    .execute();
  const rank = Math.max(0, ...paid.map(({ plan }) => rankOf(plan)));
  await transaction
    .updateTable('organizations')
    .set({ plan: plans[rank]! })
    .where('number', '=', org)
    .where('plan', '<>', 'enterprise')
    .execute();
}
