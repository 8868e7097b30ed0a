import type { LookupAddress } from 'node:dns';

import { freshDatabase, startTestServer, type TestServer } from '@agentaudit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Lookup } from '../../src/webhooks/guarded-connect.ts';
import { isPublicAddress } from '../../src/webhooks/public-address.ts';
import { createWebhookSender } from '../../src/webhooks/sender.ts';
import { expectInvalid } from '../wire.ts';
import { eventually, newAlert, newPerson, personOf } from './people.ts';
import { answer, startReceiver } from './receiver.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let strictServer: TestServer;
let strict: Awaited<ReturnType<typeof newPerson>>;
beforeAll(async () => {
  receiver = await startReceiver();
  strictServer = await startTestServer();
  strict = await newPerson(strictServer, {});
});
afterAll(() => Promise.all([receiver.close(), strictServer.close()]));

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.0.8',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::7f00:1',
  '64:ff9b::7f00:1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'example.com',
  '',
])('%s is not a public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
  '%s is a public address',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

describe('the server', () => {
  test.each([
    'http://127.0.0.1:9/hooks',
    'http://2130706433/hooks',
    'http://0x7f.1/hooks',
    'http://127.0.0.1./hooks',
    'http://[::ffff:127.0.0.1]/hooks',
    'http://[fe80::1]/hooks',
    'http://169.254.169.254/latest/meta-data',
    'https://10.0.0.7/hooks',
    'http://localhost:9/hooks',
    'http://LOCALHOST./hooks',
    'http://api.localhost/hooks',
    'http://[::1/hooks',
    'http://host:99999/hooks',
  ])('does not take the address %s', async (webhookUrl) => {
    const refused = await strict.api.patch('/auth/me', { notifications: { webhookUrl } });
    expectInvalid(refused, 'notifications.webhookUrl');
  });

  test('takes public addresses, names that are not looked up yet, and private ones where they are allowed', async () => {
    const lenient = await startTestServer({ environment: { ALLOW_PRIVATE_WEBHOOKS: 'on' } });
    const person = await newPerson(lenient, {});
    await person.prefer({ webhookUrl: 'http://192.168.1.7:8080/hooks' });
    expectInvalid(
      await person.api.patch('/auth/me', { notifications: { webhookUrl: 'http://[::1/' } }),
      'notifications.webhookUrl',
    );
    await lenient.close();
    for (const webhookUrl of [
      'https://8.8.8.8/hooks',
      'https://hooks.example.com/x',
      'https://[2606:4700::1111]/x',
      null,
    ])
      await strict.prefer({ webhookUrl });
  });

  test.each([
    ['a loopback address', (port: number) => `http://127.0.0.1:${port}/hooks`],
    ['the same in one number', (port: number) => `http://2130706433:${port}/hooks`],
    ['the same in IPv6', (port: number) => `http://[::ffff:127.0.0.1]:${port}/hooks`],
    ['a name that resolves to it', (port: number) => `http://localhost:${port}/hooks`],
  ])('sends nothing to %s that it took while it was allowed to', async (_, toUrl) => {
    const database = await freshDatabase();
    const lenient = await startTestServer({ database, environment: { ALLOW_PRIVATE_WEBHOOKS: 'on' } });
    const before = await newPerson(lenient, { webhook: true, webhookUrl: toUrl(receiver.port) });
    await lenient.close();
    const server = await startTestServer({ database });
    const person = personOf(server, before);
    await person.notify([newAlert()]);
    await eventually(async () => (await person.deliveries())[0]?.attempts.length).toBe(1);
    const [delivery] = await person.deliveries();
    expect(delivery).toMatchObject({ status: 'pending', attempts: [{ responseStatus: null }] });
    expect(delivery!.attempts[0]!.error).toContain('is not a public address');
    expect(receiver.received).toHaveLength(0);
    await server.close();
    await database.dispose();
  });
});

describe('a name', () => {
  const signal = new AbortController().signal;

  test('is judged by the look-up that is connected to, not by one before it', async () => {
    const asked: string[] = [];
    const lookup = answering(() => {
      asked.push('asked');
      if (asked.length === 1) throw Object.assign(new Error('the resolver is away'), { code: 'EAI_AGAIN' });
      return [{ address: '127.0.0.1', family: 4 }];
    });
    const sender = createWebhookSender({ allowPrivate: false, now: Date.now, lookup });
    const first = await sender.send(rebinding(), signal);
    const second = await sender.send(rebinding(), signal);
    expect(first.error).toContain('EAI_AGAIN');
    expect(second.error).toContain('hooks.example, which is 127.0.0.1, is not a public address');
    expect(asked).toHaveLength(2);
    expect(receiver.received).toHaveLength(0);
    await sender.close();
  });

  test('with a private address among public ones is refused', async () => {
    const lookup = answering(() => [
      { address: '93.184.215.14', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ]);
    const sender = createWebhookSender({ allowPrivate: false, now: Date.now, lookup });
    expect((await sender.send(rebinding(), signal)).error).toContain('10.0.0.7');
    await sender.close();
  });
});

describe('an attempt', () => {
  test('ends after its time, when the receiver takes the request and says nothing', async () => {
    const silent = await startReceiver(() => undefined);
    const sender = createWebhookSender({ allowPrivate: true, now: Date.now, attemptTimeoutMs: 200 });
    const message = { id: 'hook_2', url: silent.url, body: '{}', secrets: [secret] };
    const result = await sender.send(message, new AbortController().signal);
    expect(result).toMatchObject({ isDelivered: false, responseStatus: null });
    expect(result.error).toContain('did not answer within');
    await Promise.all([sender.close(), silent.close()]);
  });

  test('keeps the first kilobyte of a large answer', async () => {
    const talkative = await startReceiver((response) => response.writeHead(500).end('x'.repeat(5_000_000)));
    const sender = createWebhookSender({ allowPrivate: true, now: Date.now });
    const message = { id: 'hook_3', url: talkative.url, body: '{}', secrets: [secret] };
    const result = await sender.send(message, new AbortController().signal);
    expect(result).toMatchObject({ responseStatus: 500, responseBody: 'x'.repeat(1024) });
    talkative.react(answer(204));
    expect((await sender.send(message, new AbortController().signal)).isDelivered).toBe(true);
    await Promise.all([sender.close(), talkative.close()]);
  });
});

function rebinding() {
  return {
    id: 'hook_1',
    url: `http://hooks.example:${receiver.port}/`,
    body: '{}',
    secrets: [secret],
  };
}

function answering(resolve: () => LookupAddress[]): Lookup {
  return (_hostname, _options, callback) => {
    try {
      callback(null, resolve());
    } catch (error) {
      callback(error as NodeJS.ErrnoException, []);
    }
  };
}
