import { startTestServer } from '@agentaudit/testing';
import type { ComplianceRule, Page, PolicyVersion } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { foundOrganization, ssn, ssnRule } from '../guardrails/organization.ts';
import { expectError } from '../wire.ts';

const server = await startTestServer();
afterAll(() => server.close());

test('a rule is created with its defaults, got, listed, changed and deleted', async () => {
  const { owner, addRule } = await foundOrganization(server);
  const rule = await addRule({ name: 'No SSN', ...ssnRule });
  expect(rule).toEqual({
    id: expect.stringMatching(/^rule_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
    name: 'No SSN',
    ...ssnRule,
    severity: 'warning',
    appliesTo: 'organization',
    isActive: true,
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
  });
  expect((await owner.get(`/compliance-rules/${rule.id}`)).body).toEqual(rule);
  expect((await owner.get<Page<ComplianceRule>>('/compliance-rules')).body).toMatchObject({ data: [rule], total: 1 });
  const change = { name: 'None', description: 'why', severity: 'critical', action: 'block', isActive: false };
  const changed = await owner.patch<ComplianceRule>(`/compliance-rules/${rule.id}`, change);
  expect(changed.body).toMatchObject({ ...change, condition: rule.condition });
  const plain = await owner.patch<ComplianceRule>(`/compliance-rules/${rule.id}`, { description: null, action: null });
  expect(plain.body).not.toHaveProperty('description');
  expect(plain.body).not.toHaveProperty('action');
  expect((await owner.delete(`/compliance-rules/${rule.id}`)).status).toBe(204);
  expectError(await owner.get(`/compliance-rules/${rule.id}`), 'not_found');
  expectError(await owner.delete(`/compliance-rules/${rule.id}`), 'not_found');
});

test('a change holds for the next log: switched off, on again, and deleted', async () => {
  const { owner, addRule, log } = await foundOrganization(server);
  const rule = await addRule(ssnRule);
  const actionNow = async () => (await log({ prompt: `SSN ${ssn}` })).enforcementAction;
  const judged = await log({ prompt: `SSN ${ssn}` });
  expect(judged.enforcementAction).toBe('flag');
  await owner.patch(`/compliance-rules/${rule.id}`, { isActive: false });
  expect(await actionNow()).toBe('allow');
  await owner.patch(`/compliance-rules/${rule.id}`, { isActive: true, action: 'block' });
  expect(await actionNow()).toBe('block');
  await owner.delete(`/compliance-rules/${rule.id}`);
  expect(await actionNow()).toBe('allow');
  expect((await owner.get(`/audit-logs/${judged.id}`)).body).toEqual(judged);
});

test('each condition is checked against its own type', async () => {
  const { owner } = await foundOrganization(server);
  const bad: [string, unknown, string][] = [
    ['pii_detect', { entities: ['SHOE_SIZE'] }, 'condition.entities'],
    ['keyword_match', {}, 'condition'],
    ['keyword_match', { keywords: [] }, 'condition.keywords'],
    ['regex_match', { pattern: 'a', flags: 'y' }, 'condition.flags'],
    ['rate_limit', { limit: 5 }, 'condition'],
    ['threshold', { path: 'cost', operator: '~', value: 1 }, 'condition.operator'],
    ['threshold', { path: 'cost', operator: '>', value: 1, aggregate: 'sum' }, 'condition.windowSeconds'],
    ['sequence', { when: { actions: ['a'] } }, 'condition'],
    ['prompt_injection', { minConfidence: 2 }, 'condition.minConfidence'],
    ['pii_detect', { keywords: ['a'] }, 'condition'],
  ];
  for (const [ruleType, condition, field] of bad) {
    const answer = await owner.post('/compliance-rules', { name: 'bad', ruleType, condition });
    const { details } = expectError(answer, 'validation_error');
    expect(details![0]!.field, answer.text).toMatch(new RegExp(`^${field}`));
  }
  for (const body of [
    { name: 'bad', ruleType: 'magic', condition: {} },
    { ruleType: 'pii_detect', condition: {} },
    { name: 'bad', ruleType: 'pii_detect' },
    { name: 'bad', ruleType: 'pii_detect', condition: {}, severity: 'high' },
    { name: 'bad', ruleType: 'pii_detect', condition: {}, packId: 'hipaa' },
  ]) {
    expectError(await owner.post('/compliance-rules', body), 'validation_error');
  }
  expect((await owner.get<Page<ComplianceRule>>('/compliance-rules')).body.total).toBe(0);
});

test('a pattern or an expression that does not compile is refused with its position', async () => {
  const { owner } = await foundOrganization(server);
  const positionOf = async (ruleType: string, condition: object) => {
    const answer = await owner.post('/compliance-rules', { name: 'bad', ruleType, condition });
    const { details } = expectError(answer, 'validation_error');
    return details![0];
  };
  expect(await positionOf('expression', { cel: 'event.action == ' })).toMatchObject({
    field: 'condition.cel',
    position: expect.any(Number),
  });
  expect(await positionOf('regex_match', { pattern: 'abc(def' })).toMatchObject({ field: 'condition.pattern' });
  for (const pattern of ['(a)\\1', '(?=a)b', '((a{1,500}){1,500}){1,500}', '[z-a]']) {
    expect(await positionOf('regex_match', { pattern })).toMatchObject({
      field: 'condition.pattern',
      position: expect.any(Number),
    });
  }
});

test('rules that are too large are refused', async () => {
  const { owner } = await foundOrganization(server);
  const keywords = Array.from({ length: 1_000_000 }, (_, index) => `${index}`);
  const answer = await owner.post('/compliance-rules', {
    name: 'a million',
    ruleType: 'keyword_match',
    condition: { keywords },
  });
  expect([400, 413]).toContain(answer.status);
  const tooMany = { name: 'many', ruleType: 'keyword_match', condition: { keywords: keywords.slice(0, 5001) } };
  expectError(await owner.post('/compliance-rules', tooMany), 'validation_error');
  const tooLong = { name: 'long', ruleType: 'regex_match', condition: { pattern: 'a'.repeat(2001) } };
  expectError(await owner.post('/compliance-rules', tooLong), 'validation_error');
});

test('a new type needs its own condition', async () => {
  const { owner, addRule } = await foundOrganization(server);
  const rule = await addRule(ssnRule);
  expectError(await owner.patch(`/compliance-rules/${rule.id}`, { ruleType: 'regex_match' }), 'validation_error');
  expectError(await owner.patch(`/compliance-rules/${rule.id}`, { condition: { pattern: 'a' } }), 'validation_error');
  const changed = await owner.patch(`/compliance-rules/${rule.id}`, {
    ruleType: 'regex_match',
    condition: { pattern: 'fal+con' },
  });
  expect(changed.body).toMatchObject({ ruleType: 'regex_match', condition: { pattern: 'fal+con' } });
});

test('a rule that changes makes a version of each policy that holds it, and so does its end', async () => {
  const { owner, addRule, addPolicy } = await foundOrganization(server);
  const rule = await addRule({ ...ssnRule, name: 'before' });
  const policy = await addPolicy({ ruleIds: [rule.id] });
  await owner.patch(`/compliance-rules/${rule.id}`, { name: 'after' });
  await owner.delete(`/compliance-rules/${rule.id}`);
  const { data } = (await owner.get<Page<PolicyVersion>>(`/policies/${policy.id}/versions`)).body;
  expect(data.map(({ version, rules }) => [version, rules.map(({ name }) => name)])).toEqual([
    [3, []],
    [2, ['after']],
    [1, ['before']],
  ]);
});

test('rules of another organization do not exist', async () => {
  const { addRule } = await foundOrganization(server);
  const rule = await addRule(ssnRule);
  const { owner, addPolicy } = await foundOrganization(server);
  expectError(await owner.get(`/compliance-rules/${rule.id}`), 'not_found');
  expectError(await owner.patch(`/compliance-rules/${rule.id}`, { name: 'mine' }), 'not_found');
  expectError(await owner.delete(`/compliance-rules/${rule.id}`), 'not_found');
  expectError(await owner.post('/compliance-rules/test', { ruleId: rule.id, text: 'x' }), 'not_found');
  const policy = await addPolicy();
  expectError(await owner.patch(`/policies/${policy.id}`, { ruleIds: [rule.id] }), 'validation_error');
});

test('an agent’s key reads rules and cannot change what judges it', async () => {
  const { agentKey, addRule } = await foundOrganization(server);
  const rule = await addRule(ssnRule);
  expect((await agentKey.get(`/compliance-rules/${rule.id}`)).status).toBe(200);
  expectError(await agentKey.post('/compliance-rules', { name: 'mine', ...ssnRule }), 'forbidden');
  expectError(await agentKey.patch(`/compliance-rules/${rule.id}`, { isActive: false }), 'forbidden');
  expectError(await agentKey.delete(`/compliance-rules/${rule.id}`), 'forbidden');
});
