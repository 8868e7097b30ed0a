import { startTestServer } from '@agentaudit/testing';
import { afterAll, expect, test } from 'vitest';

import { createCaller } from '../wire.ts';
import { eventually, newPerson } from './people.ts';
import { startReceiver } from './receiver.ts';

const server = await startTestServer({ environment: { ALLOW_PRIVATE_WEBHOOKS: 'on' } });
const receiver = await startReceiver();
afterAll(async () => {
  await server.close();
  await receiver.close();
});

test('a log that breaks a rule is told with the alert as the API shows it', async () => {
  const url = `${receiver.url}/alerts`;
  const person = await newPerson(server, { webhook: true, webhookUrl: url, minSeverity: 'info' });
  expect((await person.api.post('/compliance-rules/packs', { packId: 'gdpr' })).status).toBe(201);
  const key = createCaller(server.url, { apiKey: person.apiKey });
  const logged = await key.post<{ id: string }>('/audit-logs', {
    action: 'llm_call',
    agentId: 'writer',
    prompt: 'Write to anna.schmidt@example.de',
  });
  expect(logged.status).toBe(201);
  await eventually(() => receiver.received.length).toBe(1);
  const told = JSON.parse(receiver.received[0]!.body) as { type: string; data: { id: string } };
  expect(told).toMatchObject({
    type: 'alert.created',
    data: { auditLogId: logged.body.id, agentId: 'writer', severity: 'warning', resolved: false },
  });
  const alert = await person.api.get(`/alerts/${told.data.id}`);
  expect(alert.status).toBe(200);
  expect(told.data).toEqual(alert.body);
  expect(receiver.received[0]!.body).not.toContain('anna.schmidt');
});

test('a request for approval is told', async () => {
  const before = receiver.received.length;
  const person = await newPerson(server, { webhook: true, webhookUrl: receiver.url });
  const key = createCaller(server.url, { apiKey: person.apiKey });
  const asked = await key.post<{ data: { request_id: string } }>('/agents/hitl/requests', {
    agent_id: 'payer',
    tool: { name: 'wire_transfer', arguments: { amount: 7 } },
  });
  expect(asked.status).toBe(201);
  await eventually(() => receiver.received.length).toBe(before + 1);
  expect(JSON.parse(receiver.received[before]!.body)).toMatchObject({
    type: 'approval.requested',
    data: { request_id: asked.body.data.request_id, agent_id: 'payer', tool: { name: 'wire_transfer' } },
  });
});
