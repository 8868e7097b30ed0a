import { freshDatabase, startServerProcess, startTestServer } from '@agentaudit/testing';
import type { AuditLog, Page, PolicyAnalytics } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller } from '../wire.ts';
import { foundOrganization, ssn, ssnRule } from './organization.ts';

const database = await freshDatabase();
afterAll(() => database.dispose());

test('after kill -9 every log has its alert and its place in the counters, and nothing else has', async () => {
  const server = await startServerProcess({ database });
  const { addRule, agentKey, account } = await foundOrganization(server);
  await addRule(ssnRule);
  const agents = Array.from({ length: 8 }, (_, index) => `agent ${index}`);
  const writers = agents.map(async (agentId) => {
    const event = { action: 'llm_call', agentId, prompt: `SSN ${ssn}` };
    let acknowledged = 0;
    try {
      for (;;) acknowledged += (await agentKey.post('/audit-logs/batch', [event, event])).status === 201 ? 2 : 0;
    } catch {
      return acknowledged;
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 700));
  await server.kill9();
  const acknowledged = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0);

  const again = await startTestServer({ database });
  try {
    const { get } = createCaller(again.url, { accessToken: account.accessToken });
    const logs = (await get<Page<AuditLog>>('/audit-logs?limit=1&count=true')).body.total!;
    const alerts = (await get<Page<{ count: number }>>('/alerts')).body.data;
    const { totals } = (await get<PolicyAnalytics>('/policies/analytics')).body;
    expect(logs).toBeGreaterThanOrEqual(acknowledged);
    expect(alerts.reduce((sum, { count }) => sum + count, 0)).toBe(logs);
    expect(totals).toMatchObject({ evaluated: logs, violations: logs, flag: logs });
  } finally {
    await again.close();
  }
});
