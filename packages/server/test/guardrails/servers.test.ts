import { freshDatabase, startTestServer, type TestDatabase, testEngine, type TestServer } from '@agentaudit/testing';
import type { AuditLog } from 'agentaudit-schemas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createCaller } from '../wire.ts';
import { foundOrganization, ssn, ssnRule } from './organization.ts';

// The embedded database belongs to one server process.
describe.runIf(testEngine() === 'postgres')('two servers over one PostgreSQL', () => {
  const servers: TestServer[] = [];
  let database: TestDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    for (let count = 0; count < 2; count++) servers.push(await startTestServer({ database }));
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await database.dispose();
  });

  test('a change of rules on one server holds for the next log on another', async () => {
    const { owner, addRule, addAgent, addPolicy, attach, account } = await foundOrganization(servers[0]!);
    const there = createCaller(servers[1]!.url, { apiKey: account.apiKey });
    const agent = await addAgent();
    const actionThere = async () => {
      const event = { action: 'llm_call', prompt: `SSN ${ssn}`, agentId: agent.id };
      return (await there.post<AuditLog>('/audit-logs', event)).body.enforcementAction;
    };
    expect(await actionThere()).toBe('allow');
    const rule = await addRule(ssnRule);
    expect(await actionThere()).toBe('flag');
    await owner.patch(`/compliance-rules/${rule.id}`, { appliesTo: 'policies' });
    expect(await actionThere()).toBe('allow');
    const policy = await addPolicy({ ruleIds: [rule.id], mode: 'block' });
    await attach(policy.id, agent.id);
    expect(await actionThere()).toBe('block');
    await owner.patch(`/policies/${policy.id}`, { mode: 'log' });
    expect(await actionThere()).toBe('log');
    await owner.delete(`/policies/${policy.id}`);
    expect(await actionThere()).toBe('allow');
  });

  test('a pack that is installed on two servers at once is installed once', async () => {
    const { owner, account } = await foundOrganization(servers[0]!);
    const there = createCaller(servers[1]!.url, { accessToken: account.accessToken });
    const answers = await Promise.all(
      [owner, there, owner, there].map((caller) => caller.post('/compliance-rules/packs', { packId: 'gdpr' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('rate limits, alerts and counters add up over servers', async () => {
    const { owner, addRule, alerts, account } = await foundOrganization(servers[0]!);
    await addRule({ ruleType: 'rate_limit', condition: { limit: 20, windowSeconds: 3600 } });
    const callers = servers.map(({ url }) => createCaller(url, { apiKey: account.apiKey }));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        callers[index % 2]!.post<AuditLog>('/audit-logs', { action: 'llm_call', agentId: 'one' }),
      ),
    );
    expect(answers.filter(({ body }) => body.enforcementAction === 'flag')).toHaveLength(30);
    expect((await alerts()).map(({ count }) => count)).toEqual([30]);
    expect((await owner.get('/policies/analytics')).body).toMatchObject({ totals: { evaluated: 50, flag: 30 } });
  });
});
