import { freshDatabase, startServerProcess, startTestServer } from '@agentaudit/testing';
import { expect, test } from 'vitest';

import { openDatabase } from '../../src/db/open.ts';
import { eventually, newAlert, newPerson } from '../notifications/people.ts';
import { startReceiver } from '../notifications/receiver.ts';

const environment = { ALLOW_PRIVATE_WEBHOOKS: 'on' };

test('servers over one database share the deliveries out: each is sent once', async () => {
  const database = await freshDatabase();
  const receiver = await startReceiver();
  const servers = await Promise.all([1, 2, 3].map(() => startTestServer({ database, environment })));
  const person = await newPerson(servers[0]!, { webhook: true, webhookUrl: receiver.url });
  for (let round = 0; round < 10; round += 1) await person.notify([newAlert(), newAlert(), newAlert(), newAlert()]);
  await eventually(() => receiver.received.length).toBeGreaterThanOrEqual(40);
  await eventually(async () => (await person.deliveries('?status=delivered')).length).toBe(40);
  expect(receiver.received).toHaveLength(40);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(40);
  await Promise.all(servers.map((server) => server.close()));
  await receiver.close();
  await database.dispose();
});

test('kill -9 in the middle of deliveries loses none, and what is sent twice has one id', async () => {
  const database = await freshDatabase();
  const receiver = await startReceiver(() => undefined);
  const first = await startServerProcess({ database, environment });
  const tables = await openDatabase(database.url);
  const person = await newPerson({ url: first.url, database: tables }, { webhook: true, webhookUrl: receiver.url });
  await person.notify(Array.from({ length: 12 }, () => newAlert()));
  // Some are in the hands of the process, the others wait.
  await eventually(() => receiver.received.length).toBeGreaterThan(3);
  await first.kill9();
  const before = receiver.received.map(({ id }) => id);

  receiver.react((response) => response.writeHead(204).end());
  const second = await startServerProcess({ database, environment });
  // The leases of the dead process end after half a minute: the test does not wait for that.
  await tables.query.updateTable('jobs').set({ run_at: 0 }).where('kind', '=', 'webhook.deliver').execute();
  const delivered = async () => {
    const rows = await tables.query.selectFrom('deliveries').select(['id', 'status']).execute();
    return rows.filter(({ status }) => status === 'delivered').map(({ id }) => id);
  };
  await eventually(async () => (await delivered()).length).toBe(12);
  const after = receiver.received.slice(before.length).map(({ id }) => id);
  expect(after.toSorted()).toEqual((await delivered()).toSorted());
  expect(after).toEqual(expect.arrayContaining(before));
  expect(await tables.query.selectFrom('jobs').select('id').where('org', '>', 0).execute()).toEqual([]);
  await second.stop();
  await tables.close();
  await receiver.close();
  await database.dispose();
});

test('a server that stops hands its work back at once and uncounted', async () => {
  const database = await freshDatabase();
  const receiver = await startReceiver(() => undefined);
  const first = await startTestServer({ database, environment });
  const person = await newPerson(first, { webhook: true, webhookUrl: receiver.url });
  await person.notify([newAlert()]);
  await eventually(() => receiver.received.length).toBe(1);
  await first.close();
  receiver.react((response) => response.writeHead(204).end());
  const second = await startTestServer({ database, environment });
  await eventually(() => receiver.received.length).toBe(2);
  const read = () => second.database.query.selectFrom('deliveries').selectAll().execute();
  await eventually(async () => (await read())[0]?.status).toBe('delivered');
  expect(await read()).toMatchObject([{ attempts: 1 }]);
  expect(receiver.received[0]!.id).toBe(receiver.received[1]!.id);
  await second.close();
  await receiver.close();
  await database.dispose();
});
