import { startTestServer } from '@agentaudit/testing';
import { compile, type PolicyInForce } from 'agentaudit-rules';
import type { AuditLog, GuardrailVerdict, RulesInForce } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { foundOrganization, ssn, ssnRule } from './organization.ts';
import { expectError, expectInvalid } from '../wire.ts';

const server = await startTestServer();
afterAll(() => server.close());

test('an event is judged before it happens, as the action that it would be, and the check is logged', async () => {
  const { addRule, agentKey, owner, alerts } = await foundOrganization(server);
  const condition = { ...ssnRule.condition, scope: { actions: ['tool_use'] } };
  await addRule({ ruleType: 'pii_detect', condition, action: 'block' });
  const event = {
    action: 'tool_use',
    agentId: 'writer',
    traceId: 'run-1',
    prompt: `SSN ${ssn}`,
    metadata: { tool: 'send' },
  };
  const answer = await agentKey.post<GuardrailVerdict>('/guardrails/check', event);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    allowed: false,
    enforcementAction: 'block',
    violations: [{ label: 'US_SSN', field: 'prompt', action: 'block' }],
    content: { prompt: `SSN ${ssn}`, response: null, metadata: { tool: 'send' } },
  });
  const { body: log } = await owner.get<AuditLog>(`/audit-logs/${answer.body.auditLogId}`);
  expect(log).toMatchObject({
    action: 'guardrail_check',
    agentId: 'writer',
    traceId: 'run-1',
    enforcementAction: 'block',
    metadata: { tool: 'send', checked_action: 'tool_use' },
    violations: answer.body.violations,
  });
  expect(await alerts()).toMatchObject([{ auditLogId: log.id }]);
  const other = await agentKey.post<GuardrailVerdict>('/guardrails/check', { ...event, action: 'llm_call' });
  expect(other.body).toMatchObject({ allowed: true, enforcementAction: 'allow', violations: [] });
});

test('what is to be redacted comes back redacted, and is allowed', async () => {
  const { addRule, agentKey } = await foundOrganization(server);
  await addRule({ ...ssnRule, action: 'redact' });
  const { body } = await agentKey.post<GuardrailVerdict>('/guardrails/check', { prompt: `SSN ${ssn}` });
  expect(body).toMatchObject({ allowed: true, enforcementAction: 'redact', content: { metadata: null } });
  expect(body.content.prompt).not.toContain(ssn);
});

test('a check is not counted by rate limits: the event itself is', async () => {
  const { addRule, agentKey, log } = await foundOrganization(server);
  await addRule({ ruleType: 'rate_limit', condition: { limit: 2, windowSeconds: 60 }, action: 'block' });
  const check = async () =>
    (await agentKey.post<GuardrailVerdict>('/guardrails/check', { agentId: 'one' })).body.allowed;
  for (let round = 0; round < 2; round++) {
    expect([await check(), await check()]).toEqual([true, true]);
    await log({ agentId: 'one' });
  }
  expect(await check()).toBe(false);
});

test('a check without rules is logged and allowed', async () => {
  const { agentKey } = await foundOrganization(server);
  const { body } = await agentKey.post<GuardrailVerdict>('/guardrails/check', { prompt: 'hello' });
  expect(body).toMatchObject({ allowed: true, violations: [], content: { prompt: 'hello' } });
});

test('a check takes what a log takes', async () => {
  const { agentKey } = await foundOrganization(server);
  expectInvalid(await agentKey.post('/guardrails/check', { text: 'x' }), 'text');
  expectInvalid(await agentKey.post('/guardrails/check', { prompt: 1 }), 'prompt');
  expectError(await agentKey.post('/guardrails/check', { prompt: 'x'.repeat(1024 * 1024 + 1) }), 'payload_too_large');
});

test('an agent fetches the rules in force and judges the same in its own process', async () => {
  const { addRule, addAgent, addPolicy, attach, agentKey, log } = await foundOrganization(server);
  const agent = await addAgent();
  await addRule({ ...ssnRule, name: 'everywhere' });
  const held = await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] }, appliesTo: 'policies' });
  await addRule({ ruleType: 'keyword_match', condition: { keywords: ['sparrow'] }, appliesTo: 'policies' });
  const policy = await addPolicy({ ruleIds: [held.id], mode: 'block' });
  await attach(policy.id, agent.id);
  await attach(policy.id, (await addAgent()).id);
  const { body } = await agentKey.get<RulesInForce>(`/guardrails/rules?agentId=${agent.id}`);
  expect(body.rules.map(({ name }) => name)).toEqual(['everywhere', 'a rule']);
  expect(body.policies).toEqual([
    {
      id: policy.id,
      versionId: policy.versionId,
      mode: 'block',
      priority: 0,
      shadow: false,
      isActive: true,
      ruleIds: [held.id],
      agentIds: [agent.id],
    },
  ]);
  const event = { action: 'llm_call', agentId: agent.id, prompt: `falcon, SSN ${ssn}` };
  const here = compile(body.rules, { policies: body.policies satisfies PolicyInForce[] }).evaluate(event);
  const there = await log(event);
  expect(here.enforcementAction).toBe(there.enforcementAction);
  expect(here.violations).toEqual(there.violations);
  expect((await agentKey.get<RulesInForce>('/guardrails/rules')).body.policies[0]!.agentIds).toHaveLength(2);
});

test('the rules in force are sent again only when something changed', async () => {
  const { addRule, agentKey, owner } = await foundOrganization(server);
  const ask = (etag: string) => agentKey.get('/guardrails/rules', { headers: { 'if-none-match': etag } });
  const first = await agentKey.get('/guardrails/rules');
  const etag = first.headers.get('etag')!;
  expect(etag).toMatch(/^".+"$/);
  expect((await ask(etag)).status).toBe(304);
  expect((await ask(`W/${etag}, "else"`)).status).toBe(304);
  const rule = await addRule(ssnRule);
  const second = await ask(etag);
  expect(second.status).toBe(200);
  expect(second.headers.get('etag')).not.toBe(etag);
  await owner.delete(`/compliance-rules/${rule.id}`);
  expect((await ask(second.headers.get('etag')!)).status).toBe(200);
});
