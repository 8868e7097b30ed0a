import { startTestServer } from '@agentaudit/testing';
import type { AuditLog, Page } from 'agentaudit-schemas';
import { afterAll, expect, test, vi } from 'vitest';

import { foundOrganization } from './organization.ts';

let shiftMs = 0;
const now = () => Date.now() + shiftMs;
const server = await startTestServer({ now });
const { addRule, log, alerts, agentKey } = await foundOrganization(server);
const rule = await addRule({
  name: 'Answered in time',
  ruleType: 'sequence',
  condition: { when: { actions: ['hitl_request'] }, followedBy: { actions: ['hitl_decision'] }, withinSeconds: 600 },
  action: 'block',
});
afterAll(() => server.close());

test('what did not follow in time is logged in its trace with an alert, once; what did is not', async () => {
  const asked = await log({ action: 'hitl_request', traceId: 'forgotten', agentId: 'writer' });
  await log({ action: 'hitl_request', traceId: 'answered', agentId: 'writer' });
  await log({ action: 'hitl_decision', traceId: 'answered', agentId: 'writer' });
  expect(await alerts()).toEqual([]);
  shiftMs = 603_000;
  await vi.waitFor(async () => expect(await alerts()).toHaveLength(1), { timeout: 60_000, interval: 100 });
  const [alert] = await alerts();
  expect(alert).toMatchObject({ ruleId: rule.id, agentId: 'writer', count: 1 });
  const trace = (await agentKey.get<Page<AuditLog>>('/audit-logs/trace/forgotten')).body.data;
  expect(trace.map(({ action }) => action)).toEqual(['hitl_request', 'guardrail_check']);
  expect(trace[1]).toMatchObject({
    id: alert!.auditLogId,
    parentSpanId: asked.id,
    enforcementAction: 'flag',
    violations: [{ ruleId: rule.id, ruleName: 'Answered in time' }],
  });
  expect((await agentKey.get<Page<AuditLog>>('/audit-logs/trace/answered')).body.data).toHaveLength(2);
  expect(await server.database.query.selectFrom('rule_expectations').selectAll().execute()).toEqual([]);
});
