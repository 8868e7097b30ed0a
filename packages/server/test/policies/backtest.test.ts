import { startTestServer } from '@agentaudit/testing';
import type { Backtest, Page } from 'agentaudit-schemas';
import { afterAll, expect, test, vi } from 'vitest';

import { foundOrganization, ssn, ssnRule } from '../guardrails/organization.ts';
import { expectError, expectInvalid } from '../wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const { addRule, addAgent, addPolicy, attach, log, owner, agentKey, alerts } = await foundOrganization(server);
const falcon = await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] }, appliesTo: 'policies' });
const social = await addRule({ ...ssnRule, appliesTo: 'policies' });
const policy = await addPolicy({ ruleIds: [falcon.id] });
const agent = await addAgent();
const hit = await log({ prompt: 'falcon', agentId: agent.id });
const missed = await log({ prompt: `SSN ${ssn}`, agentId: agent.id });
const failed = await log({ prompt: `SSN ${ssn}`, agentId: agent.id, status: 'error' });
await log({ prompt: 'harmless', agentId: agent.id });
await log({ prompt: `SSN ${ssn}`, agentId: 'other' });

test('a draft is run over stored logs in the background: new hits, lost hits, and calls it would have stopped', async () => {
  const started = await owner.post<Backtest>(`/policies/${policy.id}/backtest`, {
    mode: 'block',
    ruleIds: [social.id],
    agentId: agent.id,
  });
  expect(started.status).toBe(202);
  expect(started.body).toMatchObject({ policyId: policy.id, status: 'pending', progress: 0, result: null });
  const { result } = await finished(started.headers.get('location')!);
  expect(result).toMatchObject({
    logs: 4,
    current: { hits: 1, block: 0, flag: 1 },
    candidate: { hits: 2, block: 2, flag: 0 },
    newHits: 2,
    lostHits: 1,
    blockedThatSucceeded: 1,
    byRule: [
      { ruleId: falcon.id, newHits: 0, lostHits: 1 },
      { ruleId: social.id, newHits: 2, lostHits: 0 },
    ],
  });
  expect(result!.examples.newHits.map(({ auditLogId }) => auditLogId)).toEqual([missed.id, failed.id]);
  expect(result!.examples.lostHits.map(({ auditLogId }) => auditLogId)).toEqual([hit.id]);
  expect(result!.examples.blockedThatSucceeded).toMatchObject([
    { auditLogId: missed.id, enforcementAction: 'block', violations: [{ label: 'US_SSN' }] },
  ]);
  expect(JSON.stringify(result)).not.toContain(ssn);
  expect(await alerts()).toEqual([]);
  expect((await owner.get<Page<unknown>>('/audit-logs?count=true')).body.total).toBe(5);
});

test('an earlier version is run as it was; without attached agents over all of them', async () => {
  await owner.patch(`/policies/${policy.id}`, { ruleIds: [social.id] });
  const started = await owner.post<Backtest>(`/policies/${policy.id}/backtest`, { versionId: policy.versionId });
  const { result } = await finished(started.headers.get('location')!);
  expect(result).toMatchObject({ logs: 5, current: { hits: 3 }, candidate: { hits: 1 }, newHits: 1, lostHits: 3 });
  await attach(policy.id, agent.id);
  const attached = await owner.call<Backtest>('POST', `/policies/${policy.id}/backtest`);
  expect((await finished(attached.headers.get('location')!)).result).toMatchObject({
    logs: 4,
    newHits: 0,
    lostHits: 0,
  });
});

test('a check only asked about a call: it is a hit, and no call that had succeeded', async () => {
  const asker = await addAgent();
  const prompt = `SSN ${ssn}`;
  const done = await log({ prompt, agentId: asker.id });
  await log({ action: 'guardrail_check', prompt, agentId: asker.id });
  const draft = { mode: 'block', ruleIds: [social.id], agentId: asker.id };
  const started = await owner.post<Backtest>(`/policies/${policy.id}/backtest`, draft);
  const { result } = await finished(started.headers.get('location')!);
  expect(result).toMatchObject({ candidate: { block: 2 }, blockedThatSucceeded: 1 });
  expect(result!.examples.blockedThatSucceeded).toMatchObject([{ auditLogId: done.id }]);
});

test('rules that are yet to be made are run beside those of the policy', async () => {
  const draft = { name: 'a draft', ruleType: 'keyword_match', condition: { keywords: ['harmless'] }, action: 'block' };
  const started = await owner.post<Backtest>(`/policies/${policy.id}/backtest`, { rules: [draft], agentId: agent.id });
  expect((await finished(started.headers.get('location')!)).result).toMatchObject({
    newHits: 1,
    lostHits: 0,
    byRule: [{ ruleName: 'a draft', newHits: 1 }],
  });
});

test('bad backtests are refused', async () => {
  const path = `/policies/${policy.id}/backtest`;
  const range = { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' };
  expectInvalid(await owner.post(path, range), 'from');
  expectInvalid(await owner.post(path, { ruleIds: ['rule_none'] }), 'ruleIds');
  expectInvalid(await owner.post(path, { versionId: policy.versionId, mode: 'log' }), 'versionId');
  const broken = { name: 'broken', ruleType: 'regex_match', condition: { pattern: '(' } };
  expectError(await owner.post(path, { rules: [broken] }), 'validation_error');
  expectError(await owner.post(path, { versionId: 'polver_none' }), 'not_found');
  expectError(await owner.get(`/policies/${policy.id}/backtests/backtest_none`), 'not_found');
  expectError(await agentKey.post(path, {}), 'forbidden');
});

async function finished(location: string): Promise<Backtest> {
  return vi.waitFor(
    async () => {
      const { body } = await owner.get<Backtest>(location.replace('/api/v1', ''));
      expect(body).toMatchObject({ status: 'ready', progress: 1 });
      return body;
    },
    { timeout: 60_000, interval: 50 },
  );
}
