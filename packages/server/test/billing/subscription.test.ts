import { startTestServer } from '@agentaudit/testing';
import { Stripe } from 'stripe';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid, request } from '../wire.ts';
import { newCustomer, sendEvent, toSubscription, webhookSecret } from './customer.ts';
import { startFakeStripe } from './fake-stripe.ts';

const stripe = await startFakeStripe();
const server = await startTestServer({
  environment: {
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_PRICE_PRO: 'price_pro',
    STRIPE_PRICE_BUSINESS: 'price_business',
    STRIPE_API_BASE: stripe.url,
    PUBLIC_URL: 'https://audit.example.org',
  },
});
afterAll(async () => {
  await server.close();
  await stripe.close();
});
const send = (...args: [Parameters<typeof sendEvent>[1], string?]) => sendEvent(server.url, ...args);

test('anybody may ask for the prices', async () => {
  const { status, body } = await createCaller(server.url).get('/billing/prices');
  expect(status).toBe(200);
  expect(body).toEqual({ pro: 'price_pro', business: 'price_business' });
});

test('a checkout session is made for the organization, and names it to Stripe', async () => {
  const buyer = await newCustomer(server.url);
  const answer = await buyer.api.post('/billing/checkout-session', { priceId: 'price_pro' });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    sessionId: expect.stringMatching(/^cs_/),
    url: expect.stringMatching(/^https:\/\/checkout\.stripe\.com\//),
  });
  const call = stripe.calls.at(-1)!;
  expect(call.headers['authorization']).toBe('Bearer sk_test_x');
  expect(call.form).toMatchObject({
    mode: 'subscription',
    'line_items[0][price]': 'price_pro',
    'line_items[0][quantity]': '1',
    client_reference_id: buyer.organization.id,
    customer_email: buyer.email,
    'subscription_data[metadata][organizationId]': buyer.organization.id,
    success_url: 'https://audit.example.org/billing?checkout=success',
  });
});

test('a price that is not offered is refused', async () => {
  const buyer = await newCustomer(server.url);
  expectInvalid(await buyer.api.post('/billing/checkout-session', { priceId: 'price_other' }), 'priceId');
  expectInvalid(await buyer.api.post('/billing/checkout-session', {}), 'priceId');
});

test('billing takes people, not keys', async () => {
  const { key } = await newCustomer(server.url);
  expectError(await key.post('/billing/checkout-session', { priceId: 'price_pro' }), 'forbidden');
  expectError(await key.post('/billing/portal-session', undefined), 'forbidden');
  expectError(await key.get('/billing/subscription'), 'forbidden');
  expectError(await createCaller(server.url).get('/billing/subscription'), 'unauthorized');
});

test('a subscription lives through checkout, upgrade and cancellation, each at once', async () => {
  const buyer = await newCustomer(server.url);
  const start = Math.floor(Date.now() / 1000) - 100;
  expect((await buyer.api.get('/billing/subscription')).body).toEqual({
    plan: 'free',
    status: null,
    currentPeriodEnd: null,
    cancelAtPeriodEnd: false,
  });
  expect((await send(buyer.finishCheckout())).status).toBe(200);
  expect((await send(buyer.subscriptionIs('created', { price: 'price_pro', created: start }))).body).toEqual({
    received: true,
  });
  expect((await buyer.api.get('/billing/subscription')).body).toEqual({
    plan: 'pro',
    status: 'active',
    currentPeriodEnd: new Date(1_900_000_000_000).toISOString(),
    cancelAtPeriodEnd: false,
  });
  expect((await buyer.api.get('/auth/me')).body).toMatchObject({ plan: 'pro' });
  await send(buyer.subscriptionIs('updated', { price: 'price_business', created: start + 1 }));
  expect(await buyer.plan()).toBe('business');
  await send(buyer.subscriptionIs('updated', { price: 'price_business', status: 'past_due', created: start + 2 }));
  expect(await buyer.plan()).toBe('business');
  await send(buyer.subscriptionIs('deleted', { price: 'price_business', status: 'canceled', created: start + 3 }));
  expect((await buyer.api.get('/billing/subscription')).body).toMatchObject({ plan: 'free', status: 'canceled' });
});

test('a paid checkout alone gives the plan that the session was made for', async () => {
  const buyer = await newCustomer(server.url);
  await send(buyer.finishCheckout({ metadata: { priceId: 'price_business' } }));
  expect(await buyer.plan()).toBe('business');
});

test('a checkout that is not paid yet gives nothing', async () => {
  const buyer = await newCustomer(server.url);
  await send(buyer.finishCheckout({ metadata: { priceId: 'price_business' }, payment_status: 'unpaid' }));
  expect(await buyer.plan()).toBe('free');
});

test('whoever subscribed is sent to the portal, not to a second checkout', async () => {
  const buyer = await newCustomer(server.url);
  await send(buyer.finishCheckout({ metadata: { priceId: 'price_pro' } }));
  expectError(await buyer.api.post('/billing/checkout-session', { priceId: 'price_business' }), 'conflict');
  const portal = await buyer.api.post('/billing/portal-session', undefined);
  expect(portal.status).toBe(200);
  expect(portal.body).toEqual({ url: expect.stringMatching(/^https:\/\/billing\.stripe\.com\//) });
  expect(stripe.calls.at(-1)!.form).toEqual({
    customer: buyer.customer,
    return_url: 'https://audit.example.org/billing',
  });
});

test('the portal opens before the first subscription too, always for one customer', async () => {
  const buyer = await newCustomer(server.url);
  const portals = [1, 2].map(() => () => buyer.api.post('/billing/portal-session', undefined));
  for (const open of portals) expect((await open()).status).toBe(200);
  const mine = stripe.calls.filter(({ form }) => form['metadata[organizationId]'] === buyer.organization.id);
  expect(mine).toHaveLength(1);
  expect(mine[0]!.headers['idempotency-key']).toBe(`customer-${buyer.organization.id}`);
});

test('a replayed event changes nothing', async () => {
  const buyer = await newCustomer(server.url);
  const start = Math.floor(Date.now() / 1000);
  const created = { ...buyer.subscriptionIs('created', { price: 'price_pro', created: start }), id: 'evt_replayed' };
  await send(buyer.finishCheckout());
  await send(created);
  await send(buyer.subscriptionIs('deleted', { price: 'price_pro', status: 'canceled', created: start + 1 }));
  expect((await send(created)).status).toBe(200);
  expect(await buyer.plan()).toBe('free');
  const answers = await Promise.all([1, 2, 3].map(() => send(created)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await buyer.plan()).toBe('free');
});

test('the last state wins in whatever order the events of a subscription come', async () => {
  const start = Math.floor(Date.now() / 1000) - 100;
  const orders = [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [2, 0, 3, 1],
    [1, 3, 0, 2],
  ];
  for (const order of orders) {
    const buyer = await newCustomer(server.url);
    const events = [
      buyer.subscriptionIs('created', { price: 'price_pro', status: 'incomplete', created: start }),
      buyer.subscriptionIs('updated', { price: 'price_pro', created: start }),
      buyer.finishCheckout(),
      buyer.subscriptionIs('updated', { price: 'price_business', created: start + 5 }),
    ];
    for (const place of order) expect((await send(events[place]!)).status).toBe(200);
    expect(await buyer.plan(), `in the order ${order.join()}`).toBe('business');
  }
});

test('two updates of one second are settled by asking Stripe', async () => {
  const buyer = await newCustomer(server.url);
  const created = Math.floor(Date.now() / 1000);
  await send(buyer.finishCheckout());
  const facts = { id: buyer.subscription, customer: buyer.customer, price: 'price_business', status: 'active' };
  stripe.state.subscriptions.set(buyer.subscription, toSubscription(facts));
  await send(buyer.subscriptionIs('updated', { price: 'price_business', created }));
  await send(buyer.subscriptionIs('updated', { price: 'price_pro', created }));
  expect(await buyer.plan()).toBe('business');
});

test('an event of an unknown customer is taken, and harms nobody', async () => {
  const buyer = await newCustomer(server.url);
  const stranger = await newCustomer(server.url);
  await send(buyer.finishCheckout({ client_reference_id: 'org_00000000000000000000000000' }));
  expect((await send(buyer.subscriptionIs('created', { price: 'price_pro' }))).status).toBe(200);
  expect((await send({ type: 'invoice.paid', object: { id: 'in_1' } })).status).toBe(200);
  expect(await buyer.plan()).toBe('free');
  expect(await stranger.plan()).toBe('free');
});

test('a plan agreed on by hand outlives what Stripe says', async () => {
  const buyer = await newCustomer(server.url);
  await server.database.query
    .updateTable('organizations')
    .set({ plan: 'enterprise' })
    .where('id', '=', buyer.organization.id)
    .execute();
  await send(buyer.finishCheckout());
  await send(buyer.subscriptionIs('deleted', { price: 'price_pro', status: 'canceled' }));
  expect(await buyer.plan()).toBe('enterprise');
});

test.each([
  ['with a forged signature', { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }],
  ['with a signature that is none', { 'stripe-signature': 'nonsense' }],
  ['without a signature', {}],
])('an event %s is refused', async (_, headers) => {
  const buyer = await newCustomer(server.url);
  const { type, object } = buyer.finishCheckout({ metadata: { priceId: 'price_pro' } });
  const raw = JSON.stringify({ id: 'evt_forged', object: 'event', type, created: 1, data: { object } });
  const answer = await request('POST', `${server.url}/api/v1/billing/webhook`, { raw, headers });
  expectError(answer, 'validation_error');
  expect(await buyer.plan()).toBe('free');
});

test('an event signed long ago is refused', async () => {
  const payload = '{"id":"evt_old","object":"event"}';
  const header = new Stripe('sk').webhooks.generateTestHeaderString({
    payload,
    secret: webhookSecret,
    timestamp: Math.floor(Date.now() / 1000) - 3600,
  });
  const answer = await request('POST', `${server.url}/api/v1/billing/webhook`, {
    raw: payload,
    headers: { 'stripe-signature': header },
  });
  expectError(answer, 'validation_error');
});

test('while Stripe is down, checkout says so and can be tried again', async () => {
  const buyer = await newCustomer(server.url);
  stripe.state.isDown = true;
  expectError(await buyer.api.post('/billing/checkout-session', { priceId: 'price_pro' }), 'unavailable');
  stripe.state.isDown = false;
  expect((await buyer.api.post('/billing/checkout-session', { priceId: 'price_pro' })).status).toBe(200);
});
