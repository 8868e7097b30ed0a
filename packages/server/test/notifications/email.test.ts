import { startTestServer } from '@agentaudit/testing';
import { afterAll, expect, test } from 'vitest';

import type { NotificationEvent } from '../../src/notifications/notify.ts';
import { headerOf, partOf, startMailbox } from './mailbox.ts';
import { eventually, newAlert, newPerson } from './people.ts';

const clock = { aheadMs: 0 };
const mailbox = await startMailbox();
const server = await startTestServer({
  now: () => Date.now() + clock.aheadMs,
  environment: {
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'agentaudit <audit@example.org>',
    PUBLIC_URL: 'https://audit.example.org/',
  },
});
afterAll(async () => {
  await server.close();
  await mailbox.close();
});

const sentTo = (email: string) => mailbox.mails.filter(({ to }) => to.includes(email));

test('an alert is mailed in plain text and HTML, with what it says made harmless', async () => {
  const person = await newPerson(server, { email: true });
  await person.notify([
    newAlert({ message: 'PII <script>alert(1)</script> “gefunden”\r\nBcc: evil@example.com', agentId: 'writer & co' }),
  ]);
  await eventually(() => sentTo(person.email).length).toBe(1);
  const { source, to } = sentTo(person.email)[0]!;
  const [delivery] = await person.deliveries();
  expect(to).toEqual([person.email]);
  expect(headerOf(source, 'From')).toBe('agentaudit <audit@example.org>');
  expect(headerOf(source, 'Message-ID')).toBe(`<${delivery!.id}@example.org>`);
  expect(headerOf(source, 'Auto-Submitted')).toBe('auto-generated');
  expect(headerOf(source, 'Bcc')).toBeUndefined();
  expect(headerOf(source, 'Content-Type')).toContain('multipart/alternative');
  const text = partOf(source, 'text/plain');
  expect(text).toContain('Critical alert: PII <script>alert(1)</script> “gefunden”');
  expect(text).toContain('Agent: writer & co');
  expect(text).toContain('https://audit.example.org/alerts');
  const html = partOf(source, 'text/html');
  expect(html).toContain('PII &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toContain('<script>');
  await eventually(async () => (await person.deliveries())[0]).toMatchObject({
    status: 'delivered',
    channel: 'email',
    destination: person.email,
    attempts: [{ responseStatus: 250, error: null }],
  });
});

test('many alerts at once come as one digest that counts them', async () => {
  const person = await newPerson(server, { email: true, minSeverity: 'info' });
  const many = Array.from({ length: 75 }, (_, place) => newAlert({ severity: place < 5 ? 'critical' : 'info' }));
  await person.notify(many.slice(0, 40));
  await person.notify(many.slice(40));
  await eventually(() => sentTo(person.email).length).toBe(1);
  const { source } = sentTo(person.email)[0]!;
  expect(headerOf(source, 'Subject')).toBe('[agentaudit] 75 alerts, 5 of them critical');
  const text = partOf(source, 'text/plain');
  expect(text.match(/ alert: /g)).toHaveLength(50);
  expect(text).toContain('… and 25 more.');
});

test('whoever got many e-mails lately gets the next alerts as a digest after five minutes', async () => {
  const person = await newPerson(server, { email: true });
  for (let mail = 1; mail <= 5; mail += 1) {
    await person.notify([newAlert()]);
    await eventually(async () => (await person.deliveries())[0]?.status).toBe('gathering');
    clock.aheadMs += 1000;
    await eventually(() => sentTo(person.email).length).toBe(mail);
  }
  await person.notify([newAlert()]);
  await person.notify([newAlert()]);
  await eventually(async () => (await person.deliveries())[0]?.status).toBe('gathering');
  clock.aheadMs += 301_000;
  await eventually(() => sentTo(person.email).length).toBe(6);
  expect(headerOf(sentTo(person.email)[5]!.source, 'Subject')).toBe('[agentaudit] 2 alerts, 2 of them critical');
});

test('a request for approval is mailed to those who may decide', async () => {
  const person = await newPerson(server, { email: true, minSeverity: 'critical' });
  const request: NotificationEvent = {
    type: 'approval.requested',
    data: {
      request_id: 'hitl-req-1',
      agent_id: 'payer',
      tool: { name: 'wire_transfer' },
      reason: 'Invoice 7',
      expires_at: '2026-01-15T11:00:00.000Z',
    },
  };
  await person.notify([request]);
  await eventually(() => sentTo(person.email).length).toBe(1);
  const { source } = sentTo(person.email)[0]!;
  expect(headerOf(source, 'Subject')).toBe('[agentaudit] payer asks for approval to run wire_transfer');
  expect(partOf(source, 'text/plain')).toContain('Reason: Invoice 7');
});

test('the test call sends a mail', async () => {
  const person = await newPerson(server, {});
  expect((await person.api.post('/auth/me/test-notification', { channel: 'email' })).status).toBe(202);
  await eventually(() => sentTo(person.email).length).toBe(1);
});

test('while SMTP is down the mail waits, and arrives once when it is back', async () => {
  const down = await startMailbox();
  await down.close();
  const other = await startTestServer({
    now: () => Date.now() + clock.aheadMs,
    environment: { SMTP_URL: down.url },
  });
  const person = await newPerson(other, { email: true });
  await person.notify([newAlert()]);
  await eventually(async () => (await person.deliveries())[0]?.attempts.length).toBe(1);
  const [waiting] = await person.deliveries();
  expect(waiting).toMatchObject({ status: 'pending', attempts: [{ error: expect.stringContaining('ECONNREFUSED') }] });

  const back = await startMailbox({ port: down.port });
  clock.aheadMs += 60_000;
  await eventually(async () => (await person.deliveries())[0]?.status).toBe('delivered');
  expect(back.mails).toHaveLength(1);
  expect(headerOf(back.mails[0]!.source, 'Message-ID')).toContain(waiting!.id);
  await other.close();
  await back.close();
});

test('an address that the receiving server refuses for good is not tried again', async () => {
  const strict = await startMailbox({ refuse: ['nobody@example.com'] });
  const other = await startTestServer({ environment: { SMTP_URL: strict.url } });
  const person = await newPerson(other, { email: true });
  await other.database.query
    .updateTable('users')
    .set({ email: 'nobody@example.com' })
    .where('email', '=', person.email)
    .execute();
  await person.notify([newAlert()]);
  await eventually(async () => (await person.deliveries())[0]?.status).toBe('failed');
  expect((await person.deliveries())[0]!.attempts).toMatchObject([{ responseStatus: 550 }]);
  await other.close();
  await strict.close();
});
