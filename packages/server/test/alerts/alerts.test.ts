import { startTestServer } from '@agentaudit/testing';
import type { Alert, Page } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { foundOrganization, ssn, ssnRule } from '../guardrails/organization.ts';
import { expectError, expectInvalid } from '../wire.ts';

let shiftMs = 0;
const server = await startTestServer({ now: () => Date.now() + shiftMs });
afterAll(() => server.close());

test('a rule that is broken makes an alert with the log that broke it', async () => {
  const { addRule, log, alerts, owner } = await foundOrganization(server);
  const rule = await addRule({ ...ssnRule, name: 'No SSN', severity: 'critical' });
  const { id } = await log({ prompt: `SSN ${ssn}`, agentId: 'writer' });
  const [alert] = await alerts();
  expect(alert).toEqual({
    id: expect.stringMatching(/^alert_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
    ruleId: rule.id,
    policyId: null,
    auditLogId: id,
    agentId: 'writer',
    severity: 'critical',
    message: 'No SSN: US_SSN in prompt',
    resolved: false,
    resolvedAt: null,
    resolvedBy: null,
    note: null,
    disposition: null,
    count: 1,
    createdAt: expect.any(String),
  });
  expect((await owner.get(`/alerts/${alert!.id}`)).body).toEqual(alert);
});

test('what is alike within an hour is counted in one open alert, whether one by one or in a batch', async () => {
  const { addRule, log, alerts, agentKey } = await foundOrganization(server);
  await addRule(ssnRule);
  const event = { action: 'llm_call', prompt: `SSN ${ssn}`, agentId: 'writer' };
  const { id } = await log(event);
  await log(event);
  await agentKey.post('/audit-logs/batch', [event, { ...event, prompt: 'harmless' }, event]);
  await log({ ...event, agentId: 'reader' });
  await log({ prompt: event.prompt });
  const raised = await alerts();
  expect(raised.map(({ agentId, count }) => [agentId, count])).toEqual([
    [null, 1],
    ['reader', 1],
    ['writer', 4],
  ]);
  expect(raised[2]!.auditLogId).toBe(id);
});

test('after an hour, and after it was resolved, what is alike makes a new alert', async () => {
  const { addRule, log, alerts, owner } = await foundOrganization(server);
  await addRule(ssnRule);
  const event = { prompt: `SSN ${ssn}`, agentId: 'writer' };
  await log(event);
  await owner.patch(`/alerts/${(await alerts())[0]!.id}/resolve`, {});
  await log(event);
  expect((await alerts()).map(({ resolved, count }) => [resolved, count])).toEqual([
    [false, 1],
    [true, 1],
  ]);
  shiftMs += 3_600_001;
  try {
    await log(event);
    expect((await alerts('?resolved=false')).map(({ count }) => count)).toEqual([1, 1]);
  } finally {
    shiftMs = 0;
  }
});

test('alerts are filtered by state, severity, agent, rule and policy', async () => {
  const { addRule, addAgent, addPolicy, attach, log, alerts, owner } = await foundOrganization(server);
  const agent = await addAgent();
  const own = await addRule({ ...ssnRule, severity: 'critical' });
  const held = await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] }, appliesTo: 'policies' });
  const policy = await addPolicy({ ruleIds: [held.id] });
  await attach(policy.id, agent.id);
  await log({ prompt: `SSN ${ssn}`, agentId: 'writer' });
  await log({ prompt: 'falcon', agentId: agent.id });
  const rulesFor = async (query: string) => (await alerts(query)).map(({ ruleId }) => ruleId);
  expect(await rulesFor('')).toEqual([held.id, own.id]);
  expect(await rulesFor('?severity=critical')).toEqual([own.id]);
  expect(await rulesFor('?agentId=writer')).toEqual([own.id]);
  expect(await rulesFor(`?ruleId=${held.id}`)).toEqual([held.id]);
  expect(await rulesFor(`?policyId=${policy.id}`)).toEqual([held.id]);
  await owner.patch(`/alerts/${(await alerts('?agentId=writer'))[0]!.id}/resolve`, {});
  expect(await rulesFor('?resolved=false')).toEqual([held.id]);
  expect(await rulesFor('?resolved=true')).toEqual([own.id]);
  expect(await rulesFor('?resolved=true&severity=warning')).toEqual([]);
  const page = (await owner.get<Page<Alert>>('/alerts?limit=1')).body;
  expect(page).toMatchObject({ total: 2, data: [{ ruleId: held.id }] });
  expect(await rulesFor(`?limit=1&cursor=${page.nextCursor}`)).toEqual([own.id]);
});

test('an alert is resolved as printed, with or without a note and what it was', async () => {
  const { addRule, log, alerts, owner, account } = await foundOrganization(server);
  await addRule(ssnRule);
  for (const agentId of ['one', 'two']) await log({ prompt: `SSN ${ssn}`, agentId });
  const [second, first] = await alerts();
  const plain = await owner.call<Alert>('PATCH', `/alerts/${first!.id}/resolve`);
  expect(plain.body).toMatchObject({ resolved: true, resolvedAt: expect.any(String), note: null, disposition: null });
  expect(plain.body.resolvedBy).toBe((await owner.get<{ id: string }>('/auth/me')).body.id);
  expect(account.organization.id).not.toBe(plain.body.resolvedBy);
  const empty = { headers: { 'content-type': 'application/json' }, raw: '' };
  expect((await owner.call('PATCH', `/alerts/${first!.id}/resolve`, empty)).body).toEqual(plain.body);
  const said = { note: 'a test account', disposition: 'false_positive' };
  const full = await owner.patch<Alert>(`/alerts/${second!.id}/resolve`, said);
  expect(full.body).toMatchObject({ resolved: true, ...said });
  const again = await owner.patch<Alert>(`/alerts/${second!.id}/resolve`, { disposition: 'accepted' });
  expect(again.body).toEqual({ ...full.body, disposition: 'accepted' });
});

test('bad filters and resolutions are refused', async () => {
  const { addRule, log, alerts, owner, agentKey } = await foundOrganization(server);
  await addRule(ssnRule);
  await log({ prompt: `SSN ${ssn}` });
  const [alert] = await alerts();
  expectInvalid(await owner.get('/alerts?resolved=maybe'), 'resolved');
  expectInvalid(await owner.get('/alerts?severity=high'), 'severity');
  expectInvalid(await owner.get('/alerts?state=open'), 'state');
  expectInvalid(await owner.patch(`/alerts/${alert!.id}/resolve`, { reason: 'x' }), 'reason');
  expectError(await owner.patch(`/alerts/${alert!.id}/resolve`, { disposition: 'maybe' }), 'validation_error');
  expectError(await owner.patch('/alerts/alert_none/resolve', {}), 'not_found');
  expectError(await agentKey.patch(`/alerts/${alert!.id}/resolve`, {}), 'forbidden');
  const other = await foundOrganization(server);
  expectError(await other.owner.get(`/alerts/${alert!.id}`), 'not_found');
  expectError(await other.owner.patch(`/alerts/${alert!.id}/resolve`, {}), 'not_found');
  expect(await other.alerts()).toEqual([]);
});
