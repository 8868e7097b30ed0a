import { startTestServer } from '@agentaudit/testing';
import type { PolicyAnalytics } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { foundOrganization, ssn, type TestOrganization } from '../guardrails/organization.ts';
import { expectInvalid } from '../wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const organization = await foundOrganization(server);
const { addRule, addAgent, addPolicy, attach, log, owner } = organization;
const agent = await addAgent();
const everywhere = await addRule({
  name: 'SSN',
  ruleType: 'pii_detect',
  condition: { entities: ['US_SSN'] },
  severity: 'critical',
});
const held = await addRule({
  ruleType: 'keyword_match',
  condition: { keywords: ['falcon'] },
  appliesTo: 'policies',
  severity: 'info',
});
const policy = await addPolicy({ ruleIds: [held.id], mode: 'block' });
await attach(policy.id, agent.id);
await log({ timestamp: '2026-03-01T10:15:00Z', prompt: `SSN ${ssn}, SSN 536-22-8726`, agentId: 'other' });
await log({ timestamp: '2026-03-01T23:59:59Z', prompt: 'falcon', agentId: agent.id });
await log({ timestamp: '2026-03-02T00:00:00Z', prompt: `falcon, SSN ${ssn}`, agentId: agent.id });
await log({ timestamp: '2026-03-04T12:00:00Z', prompt: 'harmless' });

test('totals, rules, agents, days and severities of the organization', async () => {
  const { totals, byRule, byAgent, byDay, bySeverity } = await read(organization, '/policies/analytics');
  expect(totals).toEqual({ evaluated: 4, violations: 5, block: 2, redact: 0, flag: 1, log: 0, shadow: 0 });
  expect(byRule).toMatchObject([
    { ruleId: everywhere.id, ruleName: 'SSN', evaluated: 4, hits: 2, violations: 3, flag: 2 },
    { ruleId: held.id, evaluated: 2, hits: 2, violations: 2, block: 2 },
  ]);
  expect(byRule[0]!.averageMicroseconds).toBeGreaterThan(0);
  expect(byAgent).toMatchObject([
    { agentId: agent.id, evaluated: 2, violations: 3, block: 2 },
    { agentId: 'other', evaluated: 1, violations: 2, flag: 1 },
    { agentId: null, evaluated: 1, violations: 0 },
  ]);
  expect(byDay).toMatchObject([
    { day: '2026-03-01', evaluated: 2, violations: 3, block: 1, flag: 1 },
    { day: '2026-03-02', evaluated: 1, violations: 2, block: 1 },
    { day: '2026-03-04', evaluated: 1, violations: 0 },
  ]);
  expect(bySeverity).toEqual({ info: 2, warning: 0, critical: 3 });
});

test('a policy’s own: what it judged and what its verdicts were', async () => {
  const { totals, byRule, bySeverity } = await read(organization, `/policies/${policy.id}/analytics`);
  expect(totals).toEqual({ evaluated: 2, violations: 2, block: 2, redact: 0, flag: 0, log: 0, shadow: 0 });
  expect(byRule.map(({ ruleId }) => ruleId)).toEqual([held.id]);
  expect(bySeverity).toEqual({ info: 2, warning: 0, critical: 0 });
});

test.each([
  ['from=2026-03-02T00:00:00Z', 2],
  ['to=2026-03-01T22:00:00Z', 1],
  ['from=2026-03-01T10:15:00Z&to=2026-03-01T23:00:00Z', 2],
  ['from=2026-03-01T11:00:00Z&to=2026-03-04T11:59:59Z', 2],
  ['from=2026-03-01T11:00:00Z&to=2026-03-04T12:00:00Z', 3],
  ['from=2025-01-01T00:00:00Z&to=2027-01-01T00:00:00Z', 4],
  ['from=2027-01-01T00:00:00Z', 0],
  ['from=2026-03-02T01:00:00%2B02:00', 3],
])('%s counts %d logs', async (query, evaluated) => {
  expect((await read(organization, `/policies/analytics?${query}`)).totals.evaluated).toBe(evaluated);
});

test('of one agent', async () => {
  const { totals, byAgent } = await read(organization, `/policies/analytics?agentId=${agent.id}`);
  expect(totals).toMatchObject({ evaluated: 2, violations: 3 });
  expect(byAgent.map(({ agentId }) => agentId)).toEqual([agent.id]);
});

test('what a shadow policy would have done is apart', async () => {
  const other = await foundOrganization(server);
  const rule = await other.addRule({
    ruleType: 'keyword_match',
    condition: { keywords: ['falcon'] },
    appliesTo: 'policies',
  });
  const shadow = await other.addPolicy({ ruleIds: [rule.id], mode: 'block', shadow: true });
  const { id } = await other.addAgent();
  await other.attach(shadow.id, id);
  await other.log({ prompt: 'falcon', agentId: id });
  const expected = { evaluated: 1, violations: 0, block: 0, redact: 0, flag: 0, log: 0, shadow: 1 };
  expect((await read(other, '/policies/analytics')).totals).toEqual(expected);
  expect((await read(other, `/policies/${shadow.id}/analytics`)).totals).toEqual(expected);
});

test('a range that ends before it begins is refused', async () => {
  const range = 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z';
  expectInvalid(await owner.get(`/policies/analytics?${range}`), 'from');
  expectInvalid(await owner.get('/policies/analytics?from=yesterday'), 'from');
});

async function read({ owner: caller }: TestOrganization, path: string): Promise<PolicyAnalytics> {
  const { status, body, text } = await caller.get<PolicyAnalytics>(path);
  expect(status, text).toBe(200);
  return body;
}
