import { startTestServer } from '@agentaudit/testing';
import type { Page, RuleTestResult } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { foundOrganization, ssn, ssnRule } from '../guardrails/organization.ts';
import { expectError } from '../wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const { owner, agentKey, addRule } = await foundOrganization(server);

test('a rule as it is to be is tried on a text, and nothing is stored', async () => {
  const answer = await agentKey.post<RuleTestResult>('/compliance-rules/test', { ...ssnRule, text: `SSN: ${ssn}` });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    matched: true,
    enforcementAction: 'flag',
    violations: [{ field: 'prompt', start: 5, end: 16, label: 'US_SSN' }],
    content: { prompt: `SSN: ${ssn}`, response: null, metadata: null },
    skipped: null,
  });
  for (const path of ['/audit-logs?count=true', '/alerts', '/compliance-rules']) {
    expect((await owner.get<Page<unknown>>(path)).body.total).toBe(0);
  }
});

test('what it would redact is shown redacted', async () => {
  const body = { ...ssnRule, action: 'redact', event: { action: 'tool_use', response: `SSN ${ssn}.` } };
  const { body: result } = await owner.post<RuleTestResult>('/compliance-rules/test', body);
  expect(result.enforcementAction).toBe('redact');
  expect(result.content.response).not.toContain(ssn);
});

test('a stored rule is tried by its id, switched off or not', async () => {
  const rule = await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] }, isActive: false });
  const tried = async (text: string) =>
    (await owner.post<RuleTestResult>('/compliance-rules/test', { ruleId: rule.id, text })).body.matched;
  expect(await tried('Project Falcon')).toBe(true);
  expect(await tried('Project Sparrow')).toBe(false);
  await owner.delete(`/compliance-rules/${rule.id}`);
});

test('an expression that lacks a field says so', async () => {
  const body = { ruleType: 'expression', condition: { cel: 'metadata.cost > 1.0' }, text: 'no cost' };
  const { body: result } = await owner.post<RuleTestResult>('/compliance-rules/test', body);
  expect(result.matched).toBe(false);
  expect(result.skipped).toMatch(/\S/);
});

test('patterns that explode elsewhere answer', async () => {
  const text = `${'a'.repeat(50_000)}!`;
  for (const pattern of ['(a+)+$', '(a|a)*$', '(a*)*b', '([a-zA-Z]+)*$', '(?:a{0,20}){0,20}b']) {
    const body = { ruleType: 'regex_match', condition: { pattern }, text };
    expect((await owner.post('/compliance-rules/test', body)).status).toBe(200);
  }
});

test.each([
  [{ text: 'x' }, 'ruleType'],
  [{ ruleType: 'pii_detect', text: 'x' }, 'condition'],
  [{ ...ssnRule }, 'text'],
  [{ ...ssnRule, text: 'x', event: { prompt: 'x' } }, 'text'],
  [{ ruleType: 'expression', condition: { cel: '1 +' }, text: 'x' }, 'condition.cel'],
])('%j is refused and names %s', async (body, field) => {
  const { details } = expectError(await owner.post('/compliance-rules/test', body), 'validation_error');
  expect(details![0]!.field).toBe(field);
});
