import { signUp, useSharedServer, type SharedServer } from '@agentaudit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AgentAuditClient, GuardrailBlockedError } from '../src/index.ts';

const text = 'My social security number is 536-90-4399';

let server: SharedServer;
let client: AgentAuditClient;

beforeAll(async () => {
  server = await useSharedServer();
  const { apiKey, accessToken } = await signUp(server.url);
  client = new AgentAuditClient({ apiKey, accessToken, baseUrl: server.url });
});

afterAll(async () => {
  await client?.close();
  await server?.release();
});

describe('rules on the real server', () => {
  it('judge logs, raise alerts, and stop a tool before its effect', async () => {
    const rule = await client.rules.create({
      name: 'No SSN',
      ruleType: 'pii_detect',
      condition: { entities: ['US_SSN'] },
      action: 'block',
      severity: 'critical',
    });
    expect(await client.rules.get(rule.id)).toEqual(rule);
    expect((await client.rules.inForce()).rules).toEqual([rule]);
    expect(await client.rules.test({ ruleId: rule.id, text })).toMatchObject({ matched: true });

    const stored = await client.log({ action: 'llm_call', prompt: text });
    expect(stored).toMatchObject({ enforcementAction: 'block', violations: [{ ruleId: rule.id, field: 'prompt' }] });
    const [alert] = (await client.alerts.list({ resolved: false, ruleId: rule.id })).data;
    expect(alert).toMatchObject({ auditLogId: stored.id, severity: 'critical' });
    const resolved = await client.alerts.resolve(alert?.id ?? '', { note: 'seen', disposition: 'true_positive' });
    expect(resolved).toMatchObject({ resolved: true, note: 'seen' });

    expect(await client.check({ prompt: text })).toMatchObject({ allowed: false, enforcementAction: 'block' });
    let ran = false;
    const gated = client.gate({ name: 'mail', arguments: { text } }, {}, () => (ran = true));
    await expect(gated).rejects.toSatisfy((error) => GuardrailBlockedError.isInstance(error));
    expect(ran).toBe(false);
    expect(await client.gate({ name: 'mail', arguments: { text: 'hello' } }, {}, () => 'sent')).toBe('sent');

    expect(await client.rules.update(rule.id, { isActive: false })).toMatchObject({ isActive: false });
    await client.rules.delete(rule.id);
    await expect(client.rules.get(rule.id)).rejects.toMatchObject({ status: 404 });
  });

  it('come in packs', async () => {
    expect((await client.packs.list()).data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['hipaa', 'finance', 'gdpr']),
    );
    const { rules } = await client.packs.install('gdpr');
    expect(rules.length).toBeGreaterThan(0);
    expect((await client.packs.listInstalled()).data.map(({ id }) => id)).toEqual(['gdpr']);
    await client.packs.uninstall('gdpr');
    expect((await client.packs.listInstalled()).data).toEqual([]);
  });

  it('are bundled in policies, version by version, for agents', async () => {
    const agent = await client.agents.create({ name: 'writer', metadata: { team: 'content' } });
    expect(await client.agents.update(agent.id, { name: 'editor' })).toMatchObject({ name: 'editor' });
    const policy = await client.policies.clonePack({ packId: 'hipaa', name: 'HIPAA Policy v1' });
    expect(await client.policies.attachAgent(policy.id, agent.id)).toMatchObject({ agentIds: [agent.id] });
    await client.policies.update(policy.id, { mode: 'block' });
    const versions = (await client.policies.listVersions(policy.id)).data;
    expect(versions.map(({ version }) => version)).toEqual(expect.arrayContaining([1, 2]));
    const first = versions.find(({ version }) => version === 1);
    expect(await client.policies.getVersion(policy.id, first?.id ?? '')).toEqual(first);
    await client.policies.restoreVersion(policy.id, first?.id ?? '');
    expect(await client.policies.get(policy.id)).toMatchObject({ mode: first?.snapshot.mode, version: 3 });
    const backtest = await client.policies.backtest(policy.id, { mode: 'block' });
    expect(await client.policies.getBacktest(policy.id, backtest.id)).toMatchObject({ id: backtest.id });
    expect(await client.policies.analytics({ policyId: policy.id })).toHaveProperty('totals.evaluated');
    await client.policies.detachAgent(policy.id, agent.id);
    await client.policies.delete(policy.id);
    await client.agents.delete(agent.id);
    expect((await client.agents.list()).data).toEqual([]);
  });
});
