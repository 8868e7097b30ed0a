import { startTestServer } from '@agentaudit/testing';
import type { ComplianceRule, Page, Policy, PolicyVersion } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { created, foundOrganization, ssn, ssnRule } from '../guardrails/organization.ts';
import { expectError, expectInvalid } from '../wire.ts';

const server = await startTestServer();
afterAll(() => server.close());

test('a policy is created with its defaults, got, listed, changed and deleted', async () => {
  const { owner, addRule } = await foundOrganization(server);
  const rule = await addRule({ ...ssnRule, appliesTo: 'policies' });
  const policy = created<Policy>(await owner.post('/policies', { name: 'Privacy', ruleIds: [rule.id] }));
  expect(policy).toEqual({
    id: expect.stringMatching(/^policy_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
    name: 'Privacy',
    mode: 'flag',
    shadow: false,
    priority: 0,
    isActive: true,
    ruleIds: [rule.id],
    agentIds: [],
    version: 1,
    versionId: expect.stringMatching(/^polver_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
  });
  expect((await owner.get(`/policies/${policy.id}`)).body).toEqual(policy);
  expect((await owner.get<Page<Policy>>('/policies')).body).toMatchObject({ data: [policy], total: 1 });
  const change = { name: 'Strict', description: 'why', mode: 'block', shadow: true, priority: 7, isActive: false };
  const changed = (await owner.patch<Policy>(`/policies/${policy.id}`, { ...change, ruleIds: [] })).body;
  expect(changed).toMatchObject({ ...change, ruleIds: [], version: 2 });
  expect((await owner.delete(`/policies/${policy.id}`)).status).toBe(204);
  expectError(await owner.get(`/policies/${policy.id}`), 'not_found');
  expectError(await owner.get(`/policies/${policy.id}/versions`), 'not_found');
});

test('a policy judges the agents it is attached to, from the next log on, and no other', async () => {
  const { owner, addRule, addPolicy, addAgent, attach, log } = await foundOrganization(server);
  const rule = await addRule({ ...ssnRule, appliesTo: 'policies' });
  const policy = await addPolicy({ ruleIds: [rule.id], mode: 'block' });
  const agent = await addAgent();
  const other = await addAgent();
  const event = { prompt: `SSN ${ssn}`, agentId: agent.id };
  expect((await log(event)).enforcementAction).toBe('allow');
  expect(await attach(policy.id, agent.id)).toMatchObject({ id: policy.id, agentIds: [agent.id] });
  expect((await owner.post(`/policies/${policy.id}/agents`, { agentId: agent.id })).status).toBe(200);
  const judged = await log(event);
  expect(judged).toMatchObject({
    enforcementAction: 'block',
    prompt: event.prompt,
    violations: [{ ruleId: rule.id, policyId: policy.id, policyVersionId: policy.versionId, action: 'block' }],
  });
  expect((await log({ ...event, agentId: other.id })).enforcementAction).toBe('allow');
  const detach = await owner.call('DELETE', `/policies/${policy.id}/agents`, { json: { agentId: agent.id } });
  expect(detach.status).toBe(204);
  expect((await log(event)).enforcementAction).toBe('allow');
  await attach(policy.id, agent.id);
  expect((await owner.delete(`/policies/${policy.id}/agents?agentId=${agent.id}`)).status).toBe(204);
  expectError(await owner.delete(`/policies/${policy.id}/agents?agentId=${agent.id}`), 'not_found');
  expectInvalid(await owner.delete(`/policies/${policy.id}/agents`), 'agentId');
  expectError(await owner.post(`/policies/${policy.id}/agents`, { agentId: 'agent_none' }), 'not_found');
  expect((await owner.get(`/audit-logs/${judged.id}`)).body).toEqual(judged);
});

test('a policy deleted while it judges takes nothing back and judges no more', async () => {
  const { owner, addRule, addPolicy, addAgent, attach, log, alerts } = await foundOrganization(server);
  const rule = await addRule({ ...ssnRule, appliesTo: 'policies' });
  const policy = await addPolicy({ ruleIds: [rule.id], mode: 'block' });
  const agent = await addAgent();
  await attach(policy.id, agent.id);
  const logs = Promise.all(Array.from({ length: 30 }, () => log({ prompt: `SSN ${ssn}`, agentId: agent.id })));
  const [removed] = await Promise.all([owner.delete(`/policies/${policy.id}`), logs]);
  expect(removed.status).toBe(204);
  const blocked = (await logs).filter(({ enforcementAction }) => enforcementAction === 'block');
  expect((await alerts()).reduce((sum, { count }) => sum + count, 0)).toBe(blocked.length);
  expect((await log({ prompt: `SSN ${ssn}`, agentId: agent.id })).enforcementAction).toBe('allow');
});

test('every change makes a version; what changes nothing makes none; attached agents are no part of it', async () => {
  const { owner, addPolicy, addAgent, attach } = await foundOrganization(server);
  const policy = await addPolicy({ name: 'one' });
  await owner.patch(`/policies/${policy.id}`, { name: 'two', mode: 'block' });
  await owner.patch(`/policies/${policy.id}`, { name: 'two' });
  await attach(policy.id, (await addAgent()).id);
  const kept = created<PolicyVersion>(await owner.post(`/policies/${policy.id}/versions`, { note: 'as agreed' }));
  expect(kept).toMatchObject({ version: 3, policyId: policy.id, note: 'as agreed' });
  expect((await owner.call('POST', `/policies/${policy.id}/versions`)).status).toBe(201);
  const { body } = await owner.get<Page<PolicyVersion>>(`/policies/${policy.id}/versions`);
  expect(body.data.map(({ version, snapshot }) => [version, snapshot.name, snapshot.mode])).toEqual([
    [4, 'two', 'block'],
    [3, 'two', 'block'],
    [2, 'two', 'block'],
    [1, 'one', 'flag'],
  ]);
  expect(body.data[1]).toEqual(kept);
  expect((await owner.get(`/policies/${policy.id}/versions/${kept.id}`)).body).toEqual(kept);
  expect(body.data[3]!.snapshot).toEqual({
    name: 'one',
    mode: 'flag',
    shadow: false,
    priority: 0,
    isActive: true,
    ruleIds: [],
  });
  expectError(await owner.get(`/policies/${policy.id}/versions/polver_none`), 'not_found');
});

test('restoring makes a new version equal to the old one, which judges', async () => {
  const { owner, addRule, addPolicy, addAgent, attach, log } = await foundOrganization(server);
  const rule = await addRule({ ...ssnRule, appliesTo: 'policies' });
  const policy = await addPolicy({ name: 'one', description: 'first', ruleIds: [rule.id], mode: 'block', priority: 3 });
  const agent = await addAgent();
  await attach(policy.id, agent.id);
  await owner.patch(`/policies/${policy.id}`, {
    name: 'two',
    description: null,
    ruleIds: [],
    mode: 'log',
    priority: 0,
  });
  expect((await log({ prompt: `SSN ${ssn}`, agentId: agent.id })).enforcementAction).toBe('allow');
  const before = (await owner.get<PolicyVersion>(`/policies/${policy.id}/versions/${policy.versionId}`)).body;
  const path = `/policies/${policy.id}/versions/${policy.versionId}/restore`;
  const restored = created<PolicyVersion>(await owner.call('POST', path));
  expect(restored).toMatchObject({ version: 3, snapshot: before.snapshot, rules: before.rules });
  const now = (await owner.get<Policy>(`/policies/${policy.id}`)).body;
  expect(now).toMatchObject({ ...before.snapshot, version: 3, versionId: restored.id, agentIds: [agent.id] });
  const judged = await log({ prompt: `SSN ${ssn}`, agentId: agent.id });
  expect(judged).toMatchObject({ enforcementAction: 'block', violations: [{ policyVersionId: restored.id }] });
});

test('a restored version brings deleted rules back, and leaves a shared rule as it was renamed since', async () => {
  const { owner, addRule, addPolicy, addAgent, attach, log } = await foundOrganization(server);
  const renamed = await addRule({ ...ssnRule, name: 'before' });
  const condition = { keywords: ['falcon'] };
  const deleted = await addRule({ name: 'gone', ruleType: 'keyword_match', condition, appliesTo: 'policies' });
  const policy = await addPolicy({ ruleIds: [renamed.id, deleted.id] });
  const agent = await addAgent();
  await attach(policy.id, agent.id);
  await owner.patch(`/compliance-rules/${renamed.id}`, { name: 'after' });
  await owner.delete(`/compliance-rules/${deleted.id}`);
  expect((await log({ prompt: 'falcon', agentId: agent.id })).violations).toEqual([]);
  const path = `/policies/${policy.id}/versions/${policy.versionId}/restore`;
  const restored = created<PolicyVersion>(await owner.call('POST', path));
  expect(restored.snapshot.ruleIds).toEqual([renamed.id, deleted.id]);
  expect(restored.rules.map(({ name }) => name)).toEqual(['after', 'gone']);
  const judged = await log({ prompt: `falcon, SSN ${ssn}`, agentId: agent.id });
  expect(judged.violations.map(({ ruleName }) => ruleName).toSorted()).toEqual(['after', 'gone']);
  expect((await log({ prompt: 'falcon', agentId: 'somebody-else' })).violations).toEqual([]);
});

test('a cloned pack is a policy of its own that outlives the pack', async () => {
  const { owner, addAgent, attach, log } = await foundOrganization(server);
  const policy = created<Policy>(
    await owner.post('/policies/clone-pack', { packId: 'hipaa', name: 'HIPAA Policy v1' }),
  );
  expect(policy).toMatchObject({ name: 'HIPAA Policy v1', mode: 'flag', version: 1 });
  const agent = await addAgent();
  await attach(policy.id, agent.id);
  await owner.post('/compliance-rules/packs', { packId: 'hipaa' });
  await owner.delete('/compliance-rules/packs/hipaa');
  const { violations } = await log({ prompt: `SSN ${ssn}`, agentId: agent.id });
  expect(violations).toMatchObject([{ policyId: policy.id, label: 'US_SSN', action: 'flag' }]);
  const copies = (await owner.get<Page<ComplianceRule>>('/compliance-rules')).body.data;
  expect(copies.map(({ policyId }) => policyId)).toEqual(policy.ruleIds.map(() => policy.id));
  const other = await owner.post('/policies', { name: 'thief', ruleIds: policy.ruleIds });
  expectInvalid(other, 'ruleIds');
  const version = (await owner.get<PolicyVersion>(`/policies/${policy.id}/versions/${policy.versionId}`)).body;
  await owner.delete(`/policies/${policy.id}`);
  expect((await owner.get<Page<unknown>>('/compliance-rules')).body.total).toBe(0);
  expect((await owner.get(`/policies/${policy.id}/versions/${policy.versionId}`)).body).toEqual(version);
  expect(violations[0]!.policyVersionId).toBe(version.id);
});

test.each([
  ['name', {}],
  ['mode', { name: 'a', mode: 'redact' }],
  ['priority', { name: 'a', priority: 0.5 }],
  ['ruleIds', { name: 'a', ruleIds: ['rule_none'] }],
  ['ruleIds', { name: 'a', ruleIds: ['x', 'x'] }],
  ['agentIds', { name: 'a', agentIds: [] }],
])('a policy with a bad %s is refused', async (field, body) => {
  const { owner } = await foundOrganization(server);
  expectInvalid(await owner.post('/policies', body), field);
  expect((await owner.get<Page<Policy>>('/policies')).body.total).toBe(0);
});

test('policies of another organization do not exist, and an agent’s key changes none', async () => {
  const { addPolicy, agentKey, addAgent } = await foundOrganization(server);
  const policy = await addPolicy();
  const agent = await addAgent();
  expect((await agentKey.get(`/policies/${policy.id}`)).status).toBe(200);
  expectError(await agentKey.patch(`/policies/${policy.id}`, { isActive: false }), 'forbidden');
  expectError(await agentKey.call('DELETE', `/policies/${policy.id}/agents?agentId=${agent.id}`), 'forbidden');
  const { owner, addPolicy: addOwn } = await foundOrganization(server);
  for (const path of ['', '/versions', `/versions/${policy.versionId}`, '/analytics']) {
    expectError(await owner.get(`/policies/${policy.id}${path}`), 'not_found');
  }
  expectError(await owner.patch(`/policies/${policy.id}`, { name: 'mine' }), 'not_found');
  expectError(await owner.call('POST', `/policies/${policy.id}/versions/${policy.versionId}/restore`), 'not_found');
  expectError(await owner.call('POST', `/policies/${policy.id}/backtest`), 'not_found');
  expectError(await owner.delete(`/policies/${policy.id}`), 'not_found');
  const own = await addOwn();
  expectError(await owner.post(`/policies/${own.id}/agents`, { agentId: agent.id }), 'not_found');
  expectError(await owner.get(`/policies/${own.id}/versions/${policy.versionId}`), 'not_found');
});
