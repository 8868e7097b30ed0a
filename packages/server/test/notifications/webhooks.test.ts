import { startTestServer } from '@agentaudit/testing';
import { Webhook } from 'standardwebhooks';
import { afterAll, expect, test } from 'vitest';

import { webhookRetryDelaysMs } from '../../src/webhooks/deliver.ts';
import { expectError, expectInvalid } from '../wire.ts';
import { eventually, newAlert, newPerson } from './people.ts';
import { answer, startReceiver } from './receiver.ts';

const clock = { aheadMs: 0 };
const now = () => Date.now() + clock.aheadMs;
const server = await startTestServer({ now, environment: { ALLOW_PRIVATE_WEBHOOKS: 'on' } });
afterAll(() => server.close());

const day = 24 * 3600_000;

test('a webhook tells of an alert, signed so that the Standard Webhooks library verifies it', async () => {
  await using receiver = await newReceiver();
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url });
  const secret = await person.newSecret();
  const alert = newAlert();
  await person.notify([alert]);

  await eventually(() => receiver.received.length).toBe(1);
  const [webhook] = receiver.received;
  const body = new Webhook(secret).verify(webhook!.body, webhook!.headers as Record<string, string>);
  expect(body).toEqual({ type: 'alert.created', timestamp: expect.any(String), data: alert.data });
  expect(webhook!.headers['content-type']).toBe('application/json');

  await eventually(async () => (await person.deliveries())[0]?.status).toBe('delivered');
  expect(await person.deliveries()).toEqual([
    {
      id: webhook!.id,
      channel: 'webhook',
      event: 'alert.created',
      destination: receiver.url,
      status: 'delivered',
      attempts: [
        {
          number: 1,
          at: expect.any(String),
          durationMs: expect.any(Number),
          responseStatus: 204,
          responseBody: '',
          error: null,
        },
      ],
      nextAttemptAt: null,
      createdAt: expect.any(String),
      settledAt: expect.any(String),
    },
  ]);
});

test('only alerts of the chosen severity and above are told, and nothing while the webhook is off', async () => {
  await using receiver = await newReceiver();
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url, minSeverity: 'warning' });
  await person.notify([newAlert({ severity: 'info' }), newAlert({ severity: 'warning', id: 'told' })]);
  await eventually(() => receiver.received.length).toBe(1);
  expect(receiver.received[0]!.body).toContain('"id":"told"');
  await person.prefer({ webhook: false });
  await person.notify([newAlert()]);
  await eventually(() => countJobs(person.organization.number)).toBe(0);
  await person.prefer({ webhook: true });
  await person.notify([newAlert({ id: 'last' })]);
  await eventually(() => receiver.received.length).toBe(2);
  expect(receiver.received[1]!.body).toContain('"id":"last"');
});

test('after a rotation both secrets verify for a day, then the new one alone', async () => {
  await using receiver = await newReceiver();
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url });
  const first = await person.newSecret();
  const rotated = await person.api.post<{ secret: string; previousValidUntil: string }>(
    '/auth/me/webhook-secret',
    undefined,
  );
  expect(rotated.status).toBe(201);
  expect(Math.abs(Date.parse(rotated.body.previousValidUntil) - now() - day)).toBeLessThan(10_000);
  const second = rotated.body.secret;
  expect(second).not.toBe(first);

  await person.api.post('/auth/me/test-notification', { channel: 'webhook' });
  await eventually(() => receiver.received.length).toBe(1);
  expect(verifies(receiver.received[0]!, first)).toBe(true);
  expect(verifies(receiver.received[0]!, second)).toBe(true);

  clock.aheadMs += day + 1000;
  await person.notify([newAlert()]);
  await eventually(() => receiver.received.length).toBe(2);
  const { id, body, headers } = receiver.received[1]!;
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  expect(Math.abs(at.getTime() - now())).toBeLessThan(30_000);
  // The library compares with the real time, so what is left to see is the signature.
  expect(headers['webhook-signature']).toBe(new Webhook(second).sign(id, at, body));
  clock.aheadMs = 0;
});

test('an endpoint that fails is tried ten times over about three days, always under one id', async () => {
  await using receiver = await newReceiver(answer(500));
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url });
  await person.notify([newAlert()]);
  for (const [attempt, delayMs] of webhookRetryDelaysMs.entries()) {
    await eventually(() => receiver.received.length).toBe(attempt + 1);
    const dueAtMs = await eventuallyDue(person.organization.number);
    const waitMs = dueAtMs - now();
    expect(waitMs).toBeGreaterThan(delayMs * 0.9 - 5000);
    expect(waitMs).toBeLessThan(delayMs * 1.1);
    clock.aheadMs += Math.max(0, waitMs);
  }
  await eventually(() => receiver.received.length).toBe(10);
  expect(clock.aheadMs).toBeGreaterThan(2.5 * day);
  expect(clock.aheadMs).toBeLessThan(4 * day);
  clock.aheadMs = 0;
  await eventually(async () => (await person.deliveries())[0]?.status).toBe('failed');
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  const [delivery] = await person.deliveries('?status=failed');
  expect(delivery!.attempts.map(({ responseStatus }) => responseStatus)).toEqual(Array.from({ length: 10 }, () => 500));
  expect(delivery!.attempts[0]).toMatchObject({ responseBody: 'status 500', error: 'The receiver answered 500' });

  // The endpoint was mended, and somebody asks for it again.
  receiver.react(answer(200));
  const again = await person.api.post(`/deliveries/${delivery!.id}/redeliver`, undefined);
  expect(again.status).toBe(202);
  await eventually(async () => (await person.deliveries())[0]?.status).toBe('delivered');
  expect(receiver.received.at(-1)!.id).toBe(delivery!.id);
  expect((await person.deliveries())[0]!.attempts).toHaveLength(11);
});

test('410 switches the webhook off and is not tried again', async () => {
  await using receiver = await newReceiver(answer(410));
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url });
  await person.notify([newAlert()]);
  await eventually(async () => (await person.deliveries())[0]?.status).toBe('failed');
  expect((await person.api.get('/auth/me')).body).toMatchObject({
    notifications: { webhook: false, webhookUrl: receiver.url },
  });
  expect(receiver.received).toHaveLength(1);
});

test('a redirect is a failure, and is not followed', async () => {
  await using target = await newReceiver();
  await using receiver = await newReceiver(answer(307, { location: target.url }));
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url });
  await person.notify([newAlert()]);
  await eventually(async () => (await person.deliveries())[0]?.attempts[0]?.responseStatus).toBe(307);
  expect((await person.deliveries())[0]!.status).toBe('pending');
  expect(target.received).toHaveLength(0);
});

test('an endpoint that hangs holds up nobody else', async () => {
  await using hanging = await newReceiver(() => undefined);
  await using prompt = await newReceiver();
  const slow = await newPerson(server, { webhook: true, webhookUrl: hanging.url });
  const quick = await newPerson(server, { webhook: true, webhookUrl: prompt.url });
  await slow.notify(Array.from({ length: 60 }, () => newAlert()));
  await eventually(() => hanging.received.length).toBeGreaterThan(3);
  await quick.notify([newAlert()]);
  await eventually(() => prompt.received.length).toBe(1);
  expect(hanging.received.length).toBeLessThan(20);
  await slow.prefer({ webhook: false });
});

test('the test call needs a webhook, and says so', async () => {
  const person = await newPerson(server, {});
  expectError(await person.api.post('/auth/me/test-notification', { channel: 'webhook' }), 'validation_error');
  expectError(await person.api.post('/auth/me/test-notification', { channel: 'email' }), 'email_not_configured');
  expectInvalid(await person.api.post('/auth/me/test-notification', { channel: 'pigeon' }), 'channel');
});

test("another organization's delivery does not exist", async () => {
  await using receiver = await newReceiver();
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url });
  const stranger = await newPerson(server, {});
  const made = await person.api.post<{ id: string }>('/auth/me/test-notification', { channel: 'webhook' });
  expect(made.status).toBe(202);
  expect((await person.api.get(`/deliveries/${made.body.id}`)).status).toBe(200);
  expectError(await stranger.api.get(`/deliveries/${made.body.id}`), 'not_found');
  expectError(await stranger.api.post(`/deliveries/${made.body.id}/redeliver`, undefined), 'not_found');
  expect(await stranger.deliveries()).toEqual([]);
});

test('the delivery log has pages, by cursor and by offset', async () => {
  await using receiver = await newReceiver();
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url });
  await person.notify(Array.from({ length: 5 }, () => newAlert()));
  await eventually(async () => (await person.deliveries()).map(({ status }) => status)).toEqual(
    Array.from({ length: 5 }, () => 'delivered'),
  );
  const all = await person.deliveries();
  const first = await person.api.get<{ nextCursor: string; total: number }>('/deliveries?limit=2');
  expect(first.body).toMatchObject({ data: all.slice(0, 2), limit: 2, offset: 0, total: 5 });
  expect(await person.deliveries(`?limit=2&cursor=${first.body.nextCursor}`)).toEqual(all.slice(2, 4));
  expect(await person.deliveries('?limit=2&offset=4')).toEqual(all.slice(4));
  expectInvalid(await person.api.get('/deliveries?cursor=nonsense'), 'cursor');
});

async function newReceiver(...args: Parameters<typeof startReceiver>) {
  const receiver = await startReceiver(...args);
  return { ...receiver, [Symbol.asyncDispose]: receiver.close };
}

function verifies(webhook: { body: string; headers: object }, secret: string): boolean {
  try {
    new Webhook(secret).verify(webhook.body, webhook.headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

async function countJobs(org: number): Promise<number> {
  const jobs = await server.database.query.selectFrom('jobs').select('id').where('org', '=', org).execute();
  return jobs.length;
}

/** When the one job of an organization is due, once nobody works on it. */
async function eventuallyDue(org: number): Promise<number> {
  const find = () =>
    server.database.query
      .selectFrom('jobs')
      .select('run_at')
      .where('org', '=', org)
      .where('lease', 'is', null)
      .executeTakeFirst();
  await eventually(find).toBeDefined();
  return (await find())!.run_at;
}
