import { AgentAuditClient, type ComplianceRule, type RuleInput } from 'agentaudit-client';

import { colleagues, owner, password } from './brightwater.ts';
import { agentNamed, hourMs, type Month, timeOn } from './month.ts';
import { stories } from './stories/stories.ts';

const ownRules = {
  ssn: {
    name: 'Mask social security numbers',
    description: 'Nothing that an agent does needs one.',
    ruleType: 'pii_detect',
    condition: { entities: ['US_SSN'] },
    severity: 'critical',
    action: 'redact',
    appliesTo: 'policies',
  },
  card: {
    name: 'Mask card numbers',
    ruleType: 'pii_detect',
    condition: { entities: ['CREDIT_CARD'] },
    severity: 'critical',
    action: 'redact',
    appliesTo: 'policies',
  },
  sql: {
    name: 'No destructive SQL',
    description: 'Agents read. Whoever must change tables asks the data team.',
    ruleType: 'regex_match',
    condition: { pattern: '\\b(drop|truncate|alter)\\s+table\\b', flags: 'i', scope: { actions: ['tool_use'] } },
    severity: 'critical',
    action: 'block',
  },
  slow: {
    name: 'Model call over half a minute',
    ruleType: 'threshold',
    condition: { path: 'metadata.latency_ms', operator: '>', value: 30_000, scope: { actions: ['llm_call'] } },
    severity: 'info',
  },
} satisfies Record<string, RuleInput>;

const regularReports = [
  { type: 'audit_activity', format: 'csv', day: 14 },
  { type: 'compliance_summary', format: 'pdf', day: 28 },
] as const;

/** The first day: agents, colleagues, packs and rules. Later days: the policies as they grew. */
export function planConfiguration(month: Month, baseUrl: string): void {
  const { timeline, sessions } = month;
  const rules: Partial<Record<keyof typeof ownRules, ComplianceRule>> = {};
  const idOf = (name: keyof typeof ownRules) => rules[name]!.id;

  timeline.at(month.startMs, async () => {
    const client = await sessions.of(owner);
    for (const { agent } of stories) {
      const { id } = await client.agents.create(agent);
      const { key } = await client.createApiKey({ name: `${agent.name} in production` });
      month.agents.set(agent.name, { id, client: new AgentAuditClient({ baseUrl, apiKey: key }) });
    }
    for (const colleague of Object.values(colleagues)) {
      const { token } = await client.members.invite(colleague);
      await new AgentAuditClient({ baseUrl }).acceptInvitation({ token, password });
    }
    for (const pack of ['hipaa', 'owasp-llm', 'secrets'] as const) await client.packs.install(pack);
    for (const [name, rule] of Object.entries(ownRules)) {
      rules[name as keyof typeof ownRules] = await client.rules.create(rule);
    }
  });

  let patients = '';
  let firstVersion = '';
  const change = (day: number, hour: number, work: (client: AgentAuditClient) => Promise<unknown>) => {
    timeline.at(timeOn(month, day, hour), async () => void (await work(await sessions.of(colleagues.tom.email))));
  };
  change(1, 9, async (client) => {
    const policy = await client.policies.create({
      name: 'Patient data',
      description: 'What agents that talk to patients may record.',
      mode: 'log',
      shadow: true,
      ruleIds: [idOf('ssn')],
    });
    patients = policy.id;
    firstVersion = policy.versionId;
    for (const name of ['care-intake', 'patient-support']) {
      await client.policies.attachAgent(patients, agentNamed(month, name).id);
    }
  });
  change(4, 10, (client) => client.policies.update(patients, { shadow: false, mode: 'flag' }));
  change(11, 14, (client) => client.policies.update(patients, { ruleIds: [idOf('ssn'), idOf('card')], priority: 10 }));
  change(15, 8, (client) => client.policies.restoreVersion(patients, firstVersion));
  change(15, 8 + 40 / 60, (client) =>
    client.policies.update(patients, {
      description: 'What agents that talk to patients may record: nothing that names one.',
      shadow: false,
      mode: 'flag',
      priority: 10,
      ruleIds: [idOf('ssn'), idOf('card')],
    }),
  );
  change(22, 16, (client) => client.policies.createVersion(patients, { note: 'As reviewed by the privacy board' }));
  change(6, 11, async (client) => {
    const { id } = await client.policies.create({
      name: 'Money',
      description: 'Agents of Finance: card numbers never, other findings block.',
      mode: 'block',
      priority: 5,
      ruleIds: [idOf('card'), idOf('sql')],
    });
    for (const name of ['claims-desk', 'revenue-analyst']) {
      await client.policies.attachAgent(id, agentNamed(month, name).id);
    }
  });
  for (const { type, format, day } of regularReports) {
    change(day, 7, async (client) => {
      const to = new Date(timeOn(month, day, 0)).toISOString();
      const from = new Date(timeOn(month, Math.max(0, day - 14), 0)).toISOString();
      const { id } = await client.reports.create({ type, from, to, format });
      await client.reports.wait(id);
    });
  }
  timeline.at(month.endMs - hourMs / 12, async () => {
    const client = await sessions.of(owner);
    const window = { from: new Date(month.startMs).toISOString(), to: new Date(month.now()).toISOString() };
    const { id } = await client.reports.create({ type: 'hitl_oversight', format: 'csv', ...window });
    await client.reports.wait(id);
  });
}
