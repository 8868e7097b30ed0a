import { startTestServer } from '@agentaudit/testing';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError } from '../wire.ts';
import { newCustomer, sendEvent } from './customer.ts';

const server = await startTestServer();
afterAll(() => server.close());

test('without Stripe there are no prices', async () => {
  expect((await createCaller(server.url).get('/billing/prices')).body).toEqual({ pro: null, business: null });
});

test('without Stripe everybody has the free plan, and nothing can be bought', async () => {
  const person = await newCustomer(server.url);
  expect((await person.api.get('/billing/subscription')).body).toMatchObject({ plan: 'free', status: null });
  expectError(await person.api.post('/billing/checkout-session', { priceId: 'price_pro' }), 'billing_not_configured');
  expectError(await person.api.post('/billing/portal-session', undefined), 'billing_not_configured');
  expectError(await sendEvent(server.url, person.finishCheckout()), 'billing_not_configured');
});

test('without Stripe no quota holds', async () => {
  const person = await newCustomer(server.url);
  const { number } = await server.database.query
    .selectFrom('organizations')
    .select('number')
    .where('id', '=', person.organization.id)
    .executeTakeFirstOrThrow();
  await server.database.query
    .insertInto('usage_months')
    .values({ org: number, month: new Date().toISOString().slice(0, 7), events: 9_000_000 })
    .execute();
  expect((await person.key.post('/audit-logs', { action: 'llm_call' })).status).toBe(201);
});
