import { createInterface } from 'node:readline/promises';

import { AgentAuditClient, type HitlRecord } from 'agentaudit-client';

// The person: they log in as themselves, since an agent's key cannot decide.
const client = new AgentAuditClient();
await client.login({
  email: process.env['AGENTAUDIT_EMAIL'] ?? '',
  password: process.env['AGENTAUDIT_PASSWORD'] ?? '',
});

const record = await nextRequest();
process.stdout.write(
  `${record.agent.name} asks to run ${record.tool.name} with\n` +
    `${JSON.stringify(record.tool.arguments, null, 2)}\n` +
    `because: ${record.reason ?? 'it does not say'}\n`,
);

const terminal = createInterface({ input: process.stdin, output: process.stdout });
const answer = (await terminal.question('approve, reject, or the amount to refund instead? ')).trim();
const amount = Number(answer);
const decided = await client.hitl.decide(
  record.request_id,
  answer === 'approve'
    ? { decision: 'approved' }
    : Number.isFinite(amount) && answer !== ''
      ? { decision: 'approved', edited_arguments: { ...record.tool.arguments, amount } }
      : { decision: 'rejected', operator_input: answer },
);
process.stdout.write(`${decided.decision} by ${decided.decided_by?.name}\n`);
terminal.close();
await client.close();

/** The oldest request that waits, as soon as there is one. */
async function nextRequest(): Promise<HitlRecord> {
  for (;;) {
    const { data } = await client.hitl.pending({ limit: 1 });
    if (data[0] !== undefined) return data[0];
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
