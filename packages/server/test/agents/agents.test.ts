import { startTestServer } from '@agentaudit/testing';
import type { Agent, Page } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { created, foundOrganization, ssn, ssnRule } from '../guardrails/organization.ts';
import { expectError, expectInvalid } from '../wire.ts';

const server = await startTestServer();
afterAll(() => server.close());

test('the example of creating an agent works as printed', async () => {
  const { owner, account } = await foundOrganization(server);
  const answer = await owner.post<Agent>('/agents', {
    name: 'writer-agent',
    metadata: { version: '1.0', team: 'content' },
  });
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    id: expect.stringMatching(/^agent_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
    name: 'writer-agent',
    organizationId: account.organization.id,
    metadata: { version: '1.0', team: 'content' },
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
  expect((await owner.get(`/agents/${answer.body.id}`)).body).toEqual(answer.body);
});

test('the id of a registered agent links its logs to it', async () => {
  const { addAgent, log, owner } = await foundOrganization(server);
  const { id } = await addAgent();
  const { id: logId } = await log({ agentId: id });
  await log({ agentId: 'another' });
  const { body } = await owner.get<Page<{ id: string }>>(`/audit-logs?agentId=${id}`);
  expect(body.data.map((item) => item.id)).toEqual([logId]);
});

test('name and metadata change each on their own; metadata is replaced as a whole', async () => {
  const { owner } = await foundOrganization(server);
  const agent = created<Agent>(await owner.post('/agents', { name: 'before', metadata: { a: 1, b: 2 } }));
  expect((await owner.patch(`/agents/${agent.id}`, { name: 'after' })).body).toEqual({ ...agent, name: 'after' });
  expect((await owner.patch(`/agents/${agent.id}`, { metadata: { c: 3 } })).body).toEqual({
    ...agent,
    name: 'after',
    metadata: { c: 3 },
  });
});

test('agents are listed newest first, page by page', async () => {
  const { addAgent, owner } = await foundOrganization(server);
  const ids = [await addAgent('one'), await addAgent('two'), await addAgent('three')].map(({ id }) => id).toReversed();
  const first = (await owner.get<Page<Agent>>('/agents?limit=2')).body;
  expect(first).toMatchObject({ limit: 2, offset: 0, total: 3 });
  const second = (await owner.get<Page<Agent>>(`/agents?limit=2&cursor=${first.nextCursor}`)).body;
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
});

test('removing an agent leaves its logs and alerts, and takes its policies off it', async () => {
  const { addAgent, addRule, addPolicy, attach, alerts, log, owner } = await foundOrganization(server);
  const agent = await addAgent();
  const rule = await addRule({ ...ssnRule, appliesTo: 'policies' });
  const policy = await addPolicy({ ruleIds: [rule.id], mode: 'block' });
  await attach(policy.id, agent.id);
  const before = await log({ agentId: agent.id, prompt: ssn });
  expect(before.enforcementAction).toBe('block');
  const raised = await alerts();
  expect((await owner.delete(`/agents/${agent.id}`)).status).toBe(204);
  expectError(await owner.get(`/agents/${agent.id}`), 'not_found');
  expect((await owner.get(`/audit-logs/${before.id}`)).body).toEqual(before);
  expect(await alerts()).toEqual(raised);
  expect((await log({ agentId: agent.id, prompt: ssn })).enforcementAction).toBe('allow');
  expect((await owner.get(`/policies/${policy.id}`)).body).toMatchObject({ agentIds: [] });
});

test.each([
  ['name', {}],
  ['name', { name: '' }],
  ['name', { name: 'x'.repeat(201) }],
  ['metadata', { name: 'a', metadata: [] }],
  ['team', { name: 'a', team: 'content' }],
])('a body with a bad %s is refused', async (field, body) => {
  const { owner } = await foundOrganization(server);
  expectInvalid(await owner.post('/agents', body), field);
});

test('an agent of another organization does not exist', async () => {
  const { addAgent } = await foundOrganization(server);
  const { id } = await addAgent();
  const { owner } = await foundOrganization(server);
  expectError(await owner.get(`/agents/${id}`), 'not_found');
  expectError(await owner.patch(`/agents/${id}`, { name: 'mine' }), 'not_found');
  expectError(await owner.delete(`/agents/${id}`), 'not_found');
});

test('a key reads agents, and changes them only with the scope manage', async () => {
  const { agentKey, addAgent, owner } = await foundOrganization(server);
  const { id } = await addAgent();
  expect((await agentKey.get(`/agents/${id}`)).status).toBe(200);
  expectError(await agentKey.post('/agents', { name: 'mine' }), 'forbidden');
  expectError(await agentKey.delete(`/agents/${id}`), 'forbidden');
  expect((await owner.delete(`/agents/${id}`)).status).toBe(204);
});
