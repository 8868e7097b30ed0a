import { describe, expect, it } from 'vitest';

import type { AgentAuditClient } from '../src/index.ts';
import { createRecorder } from './clients.ts';

const rule = { name: 'r', ruleType: 'pii_detect', condition: {} } as const;

describe('each method', () => {
  const calls: [string, (client: AgentAuditClient) => unknown, string, unknown?][] = [
    ['agents.list', (client) => client.agents.list({ limit: 5 }), 'GET /agents?limit=5'],
    ['agents.create', (client) => client.agents.create({ name: 'a' }), 'POST /agents', { name: 'a' }],
    ['agents.get', (client) => client.agents.get('agent_1'), 'GET /agents/agent_1'],
    [
      'agents.update',
      (client) => client.agents.update('agent_1', { name: 'b' }),
      'PATCH /agents/agent_1',
      { name: 'b' },
    ],
    ['agents.delete', (client) => client.agents.delete('agent_1'), 'DELETE /agents/agent_1'],
    ['rules.list', (client) => client.rules.list(), 'GET /compliance-rules'],
    ['rules.create', (client) => client.rules.create(rule), 'POST /compliance-rules', rule],
    ['rules.get', (client) => client.rules.get('rule_1'), 'GET /compliance-rules/rule_1'],
    [
      'rules.update',
      (client) => client.rules.update('rule_1', { isActive: false }),
      'PATCH /compliance-rules/rule_1',
      { isActive: false },
    ],
    ['rules.delete', (client) => client.rules.delete('rule_1'), 'DELETE /compliance-rules/rule_1'],
    [
      'rules.test',
      (client) => client.rules.test({ ruleId: 'rule_1', text: 't' }),
      'POST /compliance-rules/test',
      { ruleId: 'rule_1', text: 't' },
    ],
    ['packs.list', (client) => client.packs.list(), 'GET /compliance-rules/packs'],
    ['packs.listInstalled', (client) => client.packs.listInstalled(), 'GET /compliance-rules/packs/installed'],
    ['packs.install', (client) => client.packs.install('gdpr'), 'POST /compliance-rules/packs', { packId: 'gdpr' }],
    ['packs.uninstall', (client) => client.packs.uninstall('gdpr'), 'DELETE /compliance-rules/packs/gdpr'],
    ['alerts.list', (client) => client.alerts.list({ resolved: false }), 'GET /alerts?resolved=false'],
    ['alerts.get', (client) => client.alerts.get('alert_1'), 'GET /alerts/alert_1'],
    [
      'alerts.resolve',
      (client) => client.alerts.resolve('alert_1', { note: 'n' }),
      'PATCH /alerts/alert_1/resolve',
      { note: 'n' },
    ],
    ['policies.list', (client) => client.policies.list(), 'GET /policies'],
    ['policies.create', (client) => client.policies.create({ name: 'p' }), 'POST /policies', { name: 'p' }],
    [
      'policies.clonePack',
      (client) => client.policies.clonePack({ packId: 'hipaa', name: 'HIPAA Policy v1' }),
      'POST /policies/clone-pack',
      { packId: 'hipaa', name: 'HIPAA Policy v1' },
    ],
    [
      'policies.analytics',
      (client) => client.policies.analytics({ agentId: 'a' }),
      'GET /policies/analytics?agentId=a',
    ],
    [
      'policies.analytics of one',
      (client) => client.policies.analytics({ policyId: 'policy_1' }),
      'GET /policies/policy_1/analytics',
    ],
    ['policies.get', (client) => client.policies.get('policy_1'), 'GET /policies/policy_1'],
    [
      'policies.update',
      (client) => client.policies.update('policy_1', { mode: 'block' }),
      'PATCH /policies/policy_1',
      { mode: 'block' },
    ],
    ['policies.delete', (client) => client.policies.delete('policy_1'), 'DELETE /policies/policy_1'],
    [
      'policies.attachAgent',
      (client) => client.policies.attachAgent('policy_1', 'agent_1'),
      'POST /policies/policy_1/agents',
      { agentId: 'agent_1' },
    ],
    [
      'policies.detachAgent',
      (client) => client.policies.detachAgent('policy_1', 'agent_1'),
      'DELETE /policies/policy_1/agents?agentId=agent_1',
    ],
    ['policies.listVersions', (client) => client.policies.listVersions('policy_1'), 'GET /policies/policy_1/versions'],
    [
      'policies.getVersion',
      (client) => client.policies.getVersion('policy_1', 'polver_1'),
      'GET /policies/policy_1/versions/polver_1',
    ],
    [
      'policies.createVersion',
      (client) => client.policies.createVersion('policy_1', { note: 'n' }),
      'POST /policies/policy_1/versions',
      { note: 'n' },
    ],
    [
      'policies.restoreVersion',
      (client) => client.policies.restoreVersion('policy_1', 'polver_1'),
      'POST /policies/policy_1/versions/polver_1/restore',
    ],
    [
      'policies.backtest',
      (client) => client.policies.backtest('policy_1', { mode: 'block' }),
      'POST /policies/policy_1/backtest',
      { mode: 'block' },
    ],
    [
      'policies.getBacktest',
      (client) => client.policies.getBacktest('policy_1', 'b_1'),
      'GET /policies/policy_1/backtests/b_1',
    ],
    ['rules.inForce', (client) => client.rules.inForce({ agentId: 'a' }), 'GET /guardrails/rules?agentId=a'],
    [
      'testNotification',
      (client) => client.testNotification('email'),
      'POST /auth/me/test-notification',
      { channel: 'email' },
    ],
    ['reports.list', (client) => client.reports.list(), 'GET /reports'],
    [
      'reports.create',
      (client) => client.reports.create({ type: 'compliance_summary', from: 'a', to: 'b' }),
      'POST /reports',
      { type: 'compliance_summary', from: 'a', to: 'b' },
    ],
    ['reports.get', (client) => client.reports.get('report_1'), 'GET /reports/report_1'],
    ['reports.delete', (client) => client.reports.delete('report_1'), 'DELETE /reports/report_1'],
    ['billing.prices', (client) => client.billing.prices(), 'GET /billing/prices'],
    ['billing.subscription', (client) => client.billing.subscription(), 'GET /billing/subscription'],
    [
      'billing.createCheckoutSession',
      (client) => client.billing.createCheckoutSession('price_1'),
      'POST /billing/checkout-session',
      { priceId: 'price_1' },
    ],
    ['billing.createPortalSession', (client) => client.billing.createPortalSession(), 'POST /billing/portal-session'],
    ['members.list', (client) => client.members.list(), 'GET /auth/members'],
    ['members.invite', (client) => client.members.invite({ email: 'a@b.c' }), 'POST /auth/members', { email: 'a@b.c' }],
    [
      'members.update',
      (client) => client.members.update('user_1', { role: 'admin' }),
      'PATCH /auth/members/user_1',
      { role: 'admin' },
    ],
    ['members.remove', (client) => client.members.remove('user_1'), 'DELETE /auth/members/user_1'],
    [
      'acceptInvitation',
      (client) => client.acceptInvitation({ token: 't', password: 'p' }),
      'POST /auth/accept-invitation',
      { token: 't', password: 'p' },
    ],
    ['rotateWebhookSecret', (client) => client.rotateWebhookSecret(), 'POST /auth/me/webhook-secret'],
    ['logout', (client) => client.logout({ everywhere: true }), 'POST /auth/logout?everywhere=true'],
    ['deliveries.list', (client) => client.deliveries.list({ status: 'failed' }), 'GET /deliveries?status=failed'],
    ['deliveries.get', (client) => client.deliveries.get('d1'), 'GET /deliveries/d1'],
    ['deliveries.redeliver', (client) => client.deliveries.redeliver('d1'), 'POST /deliveries/d1/redeliver'],
    ['check', (client) => client.check({ prompt: 'p' }), 'POST /guardrails/check', { prompt: 'p' }],
    ['guardrail', (client) => client.guardrail({ prompt: 'p' }), 'POST /guardrails/check', { prompt: 'p' }],
    [
      'hitl.list',
      (client) => client.hitl.list({ page: 1, limit: 20, decision_type: 'approved', sort_order: 'desc' }),
      'GET /agents/hitl/audit?page=1&limit=20&decision_type=approved&sort_order=desc',
    ],
    ['hitl.get', (client) => client.hitl.get('hitl-req-1'), 'GET /agents/hitl/audit/hitl-req-1'],
    ['hitl.getRequest', (client) => client.hitl.getRequest('hitl-req-1'), 'GET /agents/hitl/requests/hitl-req-1'],
    ['hitl.pending', (client) => client.hitl.pending(), 'GET /agents/hitl/pending'],
    [
      'hitl.decide',
      (client) => client.hitl.decide('hitl-req-1', 'rejected'),
      'POST /agents/hitl/decision',
      { request_id: 'hitl-req-1', decision: 'rejected' },
    ],
    ['hitl.cancel', (client) => client.hitl.cancel('hitl-req-1'), 'POST /agents/hitl/requests/hitl-req-1/cancel'],
    ['hitl.stats', (client) => client.hitl.stats(), 'GET /agents/hitl/stats'],
    [
      'request',
      (client) => client.request('PUT', '/anything', { query: { a: 1 }, body: [2] }),
      'PUT /anything?a=1',
      [2],
    ],
  ];

  it.each(calls)('asks what the contract says: %s', async (_name, call, line, body) => {
    const { client, seen } = createRecorder();
    await call(client);
    const [method, path] = line.split(' ');
    expect(seen).toEqual([expect.objectContaining({ method, path: `/api/v1${path}`, body })]);
  });

  it('keeps ids to their own segment of the path', async () => {
    const { client, seen } = createRecorder();
    await client.getLog('../agents?x=1#y');
    expect(seen.map(({ path }) => path)).toEqual(['/api/v1/audit-logs/..%2Fagents%3Fx%3D1%23y']);
    expect(() => client.getLog('..')).toThrow("'..' is no id");
  });
});
