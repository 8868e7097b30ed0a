import { startTestServer } from '@agentaudit/testing';
import { afterAll, expect, test } from 'vitest';

import { expectError } from '../wire.ts';
import { type Customer, newCustomer, sendEvent, webhookSecret } from './customer.ts';

const server = await startTestServer({
  environment: {
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_PRICE_PRO: 'price_pro',
    STRIPE_PRICE_BUSINESS: 'price_business',
  },
});
afterAll(() => server.close());

const entries = (count: number) => Array.from({ length: count }, () => ({ action: 'llm_call' }));

test('the free plan takes exactly 5,000 logs a month, a batch whole or not at all', async () => {
  const person = await newCustomer(server.url);
  await setUsage(person, 4940);
  expect((await person.key.post('/audit-logs/batch', entries(50))).status).toBe(201);
  const over = await person.key.post('/audit-logs/batch', entries(11));
  const { error } = expectError(over, 'quota_exceeded');
  expect(error).toContain('The free plan holds 5,000 events a month, of which 4,990 are used: 11 more do not fit');
  expect(over.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(over.headers.get('ratelimit-limit')).toBe('5000');
  expect(over.headers.get('ratelimit-remaining')).toBe('10');
  expect((await person.key.post('/audit-logs/batch', entries(10))).status).toBe(201);
  expectError(await person.key.post('/audit-logs', { action: 'llm_call' }), 'quota_exceeded');
  expect((await person.api.get('/audit-logs?count=true')).body).toMatchObject({ total: 60 });
});

test('a check of a guardrail is stored, so it counts, and is refused past the quota', async () => {
  const person = await newCustomer(server.url);
  await setUsage(person, 4999);
  const event = { action: 'llm_call', prompt: 'Hello' };
  expect((await person.key.post('/guardrails/check', event)).status).toBe(200);
  expectError(await person.key.post('/guardrails/check', event), 'quota_exceeded');
  expect((await person.api.get('/auth/me')).body).toMatchObject({ usage: { events: 5000 } });
});

test('what was acknowledged can be sent again past the quota, and reading goes on', async () => {
  const person = await newCustomer(server.url);
  await setUsage(person, 4999);
  const log = { id: 'log_01k9zj3v5qf8tbnq9w6r2d4c7e', action: 'llm_call' };
  const first = await person.key.post('/audit-logs', log);
  expect(first.status).toBe(201);
  const again = await person.key.post('/audit-logs', log);
  expect(again.body).toEqual(first.body);
  expectError(await person.key.post('/audit-logs/batch', [log, { action: 'new' }]), 'quota_exceeded');
  expect((await person.key.get('/audit-logs')).status).toBe(200);
});

test('a larger plan takes effect at once, and the next month starts at nothing', async () => {
  const person = await newCustomer(server.url);
  await setUsage(person, 5000);
  expectError(await person.key.post('/audit-logs', { action: 'llm_call' }), 'quota_exceeded');
  await sendEvent(server.url, person.finishCheckout({ metadata: { priceId: 'price_pro' } }));
  expect((await person.key.post('/audit-logs', { action: 'llm_call' })).status).toBe(201);
  expect((await person.api.get('/auth/me')).body).toMatchObject({
    plan: 'pro',
    usage: { events: 5001, quota: 50_000 },
  });
});

/** As if so many had been logged this month. */
async function setUsage(person: Customer, events: number): Promise<void> {
  const { number } = await server.database.query
    .selectFrom('organizations')
    .select('number')
    .where('id', '=', person.organization.id)
    .executeTakeFirstOrThrow();
  await server.database.query
    .insertInto('usage_months')
    .values({ org: number, month: new Date().toISOString().slice(0, 7), events })
    .execute();
}
