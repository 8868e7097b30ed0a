import { AgentAuditClient } from 'agentaudit-client';

import type { Demo } from './demo.ts';
import { screenPaths } from './screens.ts';

/** The path of every screen of the demo, with what there is in place of its parameters. */
export async function demoScreens({ url, email, password }: Demo): Promise<string[]> {
  const client = new AgentAuditClient({ baseUrl: url });
  await client.login({ email, password });
  const [logs, agents, policies, rules] = await Promise.all([
    client.query({ limit: 1, action: 'retrieval', payload: false }),
    client.agents.list(),
    client.policies.list(),
    client.rules.list(),
  ]);
  await client.close();
  const parameters: Record<string, string | null | undefined> = {
    $traceId: logs.data[0]?.traceId,
    $agentId: agents.data[0]?.id,
    $policyId: policies.data.find(({ version }) => version > 1)?.id,
    $ruleId: rules.data[0]?.id,
    $packId: 'hipaa',
  };
  return screenPaths().private.map((path) =>
    path.replaceAll(/\$\w+/g, (name) => {
      const value = parameters[name];
      if (value == null) throw new Error(`The demo has nothing for ${name} in ${path}`);
      return value;
    }),
  );
}
