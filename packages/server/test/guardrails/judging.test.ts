import { startTestServer } from '@agentaudit/testing';
import type { AuditLog, Page } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { foundOrganization, ssn, ssnRule } from './organization.ts';

const server = await startTestServer();
afterAll(() => server.close());

test('redact replaces what was found before anything is stored: in the answer, on the disk and in search', async () => {
  const { addRule, log, owner, agentKey } = await foundOrganization(server);
  await addRule({ ...ssnRule, action: 'redact' });
  const metadata = { note: { who: [`SSN ${ssn}`] }, tokens: 3 };
  const stored = await log({ prompt: `SSN ${ssn}!`, response: 'fine', metadata });
  expect(stored).toMatchObject({ enforcementAction: 'redact', response: 'fine', metadata: { tokens: 3 } });
  expect(stored.violations.map(({ field }) => field)).toEqual(['prompt', 'metadata.note.who[0]']);
  const [first] = stored.violations;
  expect(stored.prompt!.slice(first!.start!, first!.end!)).toBe(first!.replacement);
  expect((await owner.get(`/audit-logs/${stored.id}`)).body).toEqual(stored);
  for (const answer of [await owner.get('/audit-logs'), await agentKey.get('/audit-logs/export?format=ndjson')]) {
    expect(answer.text).not.toContain(ssn);
  }
  expect((await owner.get<Page<AuditLog>>('/audit-logs?q=219')).body.data).toEqual([]);
  const rows = await server.database.query.selectFrom('log_payloads').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(ssn);
});

test('a retry of a redacted log is the same log, counted once', async () => {
  const { addRule, log, alerts, owner } = await foundOrganization(server);
  await addRule({ ...ssnRule, action: 'redact' });
  const event = { id: 'log_01k9zj3v5qf8tbnq9w6r2d4c7e', prompt: `SSN ${ssn}` };
  const first = await log(event);
  expect(await log(event)).toEqual(first);
  expect((await alerts()).map(({ count }) => count)).toEqual([1]);
  const { body } = await owner.get<{ totals: object }>('/policies/analytics');
  expect(body.totals).toMatchObject({ evaluated: 1, redact: 1 });
});

test('the strictest verdict stands, every redaction applies, and a blocked log is stored all the same', async () => {
  const { addRule, log, owner } = await foundOrganization(server);
  await addRule({ ...ssnRule, action: 'redact' });
  await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] }, action: 'block' });
  await addRule({ ruleType: 'keyword_match', condition: { keywords: ['sparrow'] }, action: 'log' });
  const blocked = await log({ prompt: `falcon and sparrow, SSN ${ssn}` });
  expect(blocked.enforcementAction).toBe('block');
  expect(blocked.violations.map(({ action }) => action).toSorted()).toEqual(['block', 'log', 'redact']);
  expect(blocked.prompt).not.toContain(ssn);
  expect((await owner.get<Page<AuditLog>>('/audit-logs?enforcementAction=block')).body.data).toEqual([blocked]);
  expect((await log({ prompt: 'sparrow' })).enforcementAction).toBe('log');
});

test('of several policies the highest priority decides, and in a tie the most restrictive', async () => {
  const { addRule, addPolicy, addAgent, attach, log, owner } = await foundOrganization(server);
  const agent = await addAgent();
  const rule = await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] }, appliesTo: 'policies' });
  const strict = await addPolicy({ ruleIds: [rule.id], mode: 'block' });
  const mild = await addPolicy({ ruleIds: [rule.id], mode: 'log', priority: 1 });
  for (const { id } of [strict, mild]) await attach(id, agent.id);
  const verdict = async () => (await log({ prompt: 'falcon', agentId: agent.id })).violations;
  expect(await verdict()).toMatchObject([{ action: 'log', policyId: mild.id }]);
  await owner.patch(`/policies/${mild.id}`, { priority: 0 });
  expect(await verdict()).toMatchObject([{ action: 'block', policyId: strict.id }]);
  await owner.patch(`/policies/${strict.id}`, { isActive: false });
  expect(await verdict()).toMatchObject([{ action: 'log', policyId: mild.id }]);
});

test('a shadow policy records what it would have done, without verdict or alert', async () => {
  const { addRule, addPolicy, addAgent, attach, log, alerts } = await foundOrganization(server);
  const agent = await addAgent();
  const rule = await addRule({ ...ssnRule, appliesTo: 'policies' });
  const policy = await addPolicy({ ruleIds: [rule.id], mode: 'block', shadow: true });
  await attach(policy.id, agent.id);
  const judged = await log({ prompt: `SSN ${ssn}`, agentId: agent.id });
  expect(judged).toMatchObject({
    enforcementAction: 'allow',
    prompt: `SSN ${ssn}`,
    violations: [{ action: 'block', policyId: policy.id, shadow: true }],
  });
  expect(await alerts()).toEqual([]);
});

test('rate limits count over requests, over the entries of one batch, and apart by agent', async () => {
  const { addRule, log, agentKey } = await foundOrganization(server);
  await addRule({ ruleType: 'rate_limit', condition: { limit: 3, windowSeconds: 60 } });
  const actions = async (agentId: string) => {
    const batch = Array.from({ length: 3 }, () => ({ action: 'llm_call', agentId }));
    const { body } = await agentKey.call<AuditLog[]>('POST', '/audit-logs/batch', {
      json: batch,
      headers: { prefer: 'return=representation' },
    });
    return body.map(({ enforcementAction }) => enforcementAction);
  };
  expect((await log({ agentId: 'one' })).enforcementAction).toBe('allow');
  expect(await actions('one')).toEqual(['allow', 'allow', 'flag']);
  expect(await actions('two')).toEqual(['allow', 'allow', 'allow']);
  expect((await log({ agentId: 'two' })).violations).toMatchObject([{ ruleType: 'rate_limit', field: null }]);
});

test('entries of a batch that is refused leave no trace in what rules remember', async () => {
  const { addRule, log, agentKey } = await foundOrganization(server);
  await addRule({ ruleType: 'rate_limit', condition: { limit: 2, windowSeconds: 60 } });
  const { id } = await log({ agentId: 'one' });
  const entry = { action: 'llm_call', agentId: 'one' };
  const refused = await agentKey.post('/audit-logs/batch', [entry, entry, { ...entry, id, prompt: 'other content' }]);
  expect(refused.status).toBe(409);
  expect((await log({ agentId: 'one' })).enforcementAction).toBe('allow');
  expect((await log({ agentId: 'one' })).enforcementAction).toBe('flag');
});

test('a limit over many events keeps counting when its history is thinned', async () => {
  const { addRule, agentKey, log } = await foundOrganization(server);
  await addRule({ ruleType: 'rate_limit', condition: { limit: 1200, windowSeconds: 86_400 } });
  const start = Date.now() - 3_600_000;
  for (let sent = 0; sent < 1200; sent += 50) {
    const batch = Array.from({ length: 50 }, (_, index) => ({
      action: 'llm_call',
      agentId: 'one',
      timestamp: new Date(start + (sent + index) * 1000).toISOString(),
    }));
    expect((await agentKey.post('/audit-logs/batch', batch)).status).toBe(201);
  }
  const judged = await log({ agentId: 'one' });
  expect(judged.violations).toMatchObject([{ excerpt: '1201 events in 86400 s, limit 1200' }]);
  const rows = await server.database.query.selectFrom('rule_samples').select('count').where('count', '>', 1).execute();
  expect(rows.length).toBeGreaterThan(0);
});

test('what must come before is looked for in the trace', async () => {
  const { addRule, log } = await foundOrganization(server);
  const condition = { when: { tools: ['pay'] }, requires: { actions: ['hitl_decision'] } };
  await addRule({ ruleType: 'sequence', condition, action: 'block' });
  const pay = (traceId: string) => log({ action: 'tool_use', traceId, metadata: { tool: 'pay' } });
  await log({ action: 'hitl_decision', traceId: 'approved' });
  expect((await pay('approved')).enforcementAction).toBe('allow');
  expect((await pay('alone')).enforcementAction).toBe('block');
});

test('spans point into the text whatever characters stand before them', async () => {
  const { addRule, log } = await foundOrganization(server);
  await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] } });
  for (const before of ['', '😀', 'é́', '\0\u001b', '‮', 'ﬃ', 'İ', '​', '中文 ', '👩‍👩‍👧 ']) {
    const prompt = `${before}falcon${before}`;
    const { violations, ...stored } = await log({ prompt });
    expect(stored.prompt).toBe(prompt);
    expect(violations.map(({ start, end }) => prompt.slice(start!, end!))).toEqual(['falcon']);
  }
});

test('a megabyte made to be slow is judged', async () => {
  const { owner, addRule, log } = await foundOrganization(server);
  await owner.post('/compliance-rules/packs', { packId: 'secrets' });
  await addRule({ ruleType: 'regex_match', condition: { pattern: '(a+)+$' } });
  const unit = '219-45-6789@a.b%20&#x41;{"a":"b"}​aaaaaaaaaa';
  const stored = await log({ prompt: unit.repeat(Math.floor(1_000_000 / Buffer.byteLength(unit))) });
  expect(stored.id).toMatch(/^log_/);
});

test('an expression over a missing field is passed over, and the log is stored', async () => {
  const { addRule, log } = await foundOrganization(server);
  await addRule({ ruleType: 'expression', condition: { cel: 'metadata.cost > 1.0' }, action: 'block' });
  expect((await log({ metadata: { tokens: 1 } })).enforcementAction).toBe('allow');
  expect((await log({ metadata: { cost: 2.5 } })).enforcementAction).toBe('block');
});

test('rules of one organization judge no other', async () => {
  const one = await foundOrganization(server);
  await one.addRule({ ...ssnRule, action: 'block' });
  const two = await foundOrganization(server);
  expect((await two.log({ prompt: `SSN ${ssn}` })).enforcementAction).toBe('allow');
  expect((await one.log({ prompt: `SSN ${ssn}` })).enforcementAction).toBe('block');
});
