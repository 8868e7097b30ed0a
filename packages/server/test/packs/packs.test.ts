import { startTestServer } from '@agentaudit/testing';
import type { ComplianceRule, InstalledPack, Pack, Page } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { foundOrganization, ssn } from '../guardrails/organization.ts';
import { expectError, expectInvalid } from '../wire.ts';

const server = await startTestServer();
afterAll(() => server.close());

const packIds = ['hipaa', 'finance', 'gdpr', 'eu-ai-act', 'soc2', 'secrets', 'owasp-llm'];

test('every pack is listed with its rules, and says whether it is installed', async () => {
  const { owner } = await foundOrganization(server);
  await owner.post('/compliance-rules/packs', { packId: 'gdpr' });
  const { data } = (await owner.get<Page<Pack>>('/compliance-rules/packs')).body;
  expect(data.map(({ id }) => id)).toEqual(packIds);
  for (const pack of data) {
    expect(pack.installed).toBe(pack.id === 'gdpr');
    expect(pack.rules.length).toBeGreaterThan(3);
    expect(pack.rules.every(({ citation }) => citation !== '')).toBe(true);
  }
  const { body } = await owner.get<Page<Pack>>('/compliance-rules/packs/installed');
  expect(body.data).toEqual(data.filter(({ id }) => id === 'gdpr'));
  expect(body.total).toBe(1);
});

test.each(packIds)('the pack %s is installed as printed, once', async (packId) => {
  const { owner } = await foundOrganization(server);
  const first = await owner.post<InstalledPack>('/compliance-rules/packs', { packId });
  expect(first.status).toBe(201);
  expect(first.body.packId).toBe(packId);
  for (const rule of first.body.rules) {
    expect(rule).toMatchObject({ packId, appliesTo: 'organization', isActive: true });
    expect(rule).not.toHaveProperty('action');
  }
  const again = await owner.post('/compliance-rules/packs', { packId });
  expect(again.status).toBe(200);
  expect(again.body).toEqual(first.body);
  expect((await rulesOf(owner)).length).toBe(first.body.rules.length);
});

test('a pack that many install at once is installed once', async () => {
  const { owner } = await foundOrganization(server);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => owner.post<InstalledPack>('/compliance-rules/packs', { packId: 'hipaa' })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
  const [{ body }] = answers as [(typeof answers)[number]];
  for (const answer of answers) expect(answer.body).toEqual(body);
  expect((await rulesOf(owner)).length).toBe(body.rules.length);
});

test('a pack installed in a running server judges the next log: violation, alert and span', async () => {
  const { owner, log, alerts } = await foundOrganization(server);
  expect((await log({ prompt: `SSN: ${ssn}`, agentId: 'writer' })).violations).toEqual([]);
  await owner.post('/compliance-rules/packs', { packId: 'hipaa' });
  const judged = await log({ prompt: `SSN: ${ssn}`, agentId: 'writer' });
  expect(judged.enforcementAction).toBe('flag');
  const violation = judged.violations.find(({ label }) => label === 'US_SSN');
  expect(violation).toMatchObject({ field: 'prompt', start: 5, end: 16, severity: 'critical', policyId: null });
  expect(violation!.excerpt).not.toContain(ssn);
  expect(await alerts(`?ruleId=${violation!.ruleId}`)).toMatchObject([
    { auditLogId: judged.id, agentId: 'writer', severity: 'critical', resolved: false, count: 1 },
  ]);
});

test('uninstalling takes the rules away at once, and leaves other rules and what was found before', async () => {
  const { owner, log, alerts, addRule } = await foundOrganization(server);
  const own = await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] } });
  await owner.post('/compliance-rules/packs', { packId: 'hipaa' });
  const judged = await log({ prompt: `SSN: ${ssn}`, agentId: 'writer' });
  const raised = await alerts();
  expect((await owner.delete('/compliance-rules/packs/hipaa')).status).toBe(204);
  expect(await rulesOf(owner)).toEqual([own]);
  expect((await log({ prompt: `SSN: ${ssn}`, agentId: 'writer' })).violations).toEqual([]);
  expect((await owner.get(`/audit-logs/${judged.id}`)).body).toEqual(judged);
  expect(await alerts()).toEqual(raised);
  expectError(await owner.delete('/compliance-rules/packs/hipaa'), 'not_found');
});

test('a pack rule that was deleted comes back with the next installation', async () => {
  const { owner } = await foundOrganization(server);
  const { rules } = (await owner.post<InstalledPack>('/compliance-rules/packs', { packId: 'secrets' })).body;
  await owner.delete(`/compliance-rules/${rules[0]!.id}`);
  const again = await owner.post<InstalledPack>('/compliance-rules/packs', { packId: 'secrets' });
  expect(again.status).toBe(200);
  expect(again.body.rules.map(({ name }) => name).toSorted()).toEqual(rules.map(({ name }) => name).toSorted());
});

test('what is no pack is refused', async () => {
  const { owner, agentKey } = await foundOrganization(server);
  expectInvalid(await owner.post('/compliance-rules/packs', { packId: 'pci' }), 'packId');
  expectInvalid(await owner.post('/compliance-rules/packs', {}), 'packId');
  expectError(await owner.delete('/compliance-rules/packs/pci'), 'not_found');
  expectError(await agentKey.post('/compliance-rules/packs', { packId: 'gdpr' }), 'forbidden');
});

async function rulesOf(owner: Awaited<ReturnType<typeof foundOrganization>>['owner']) {
  return (await owner.get<Page<ComplianceRule>>('/compliance-rules?limit=500')).body.data;
}
