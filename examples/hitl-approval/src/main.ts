import { AgentAuditClient, ApprovalDeniedError } from 'agentaudit-client';

import { sendRefund } from './refund.ts';

// The agent: AGENTAUDIT_API_KEY and AGENTAUDIT_BASE_URL say where its server is.
const client = new AgentAuditClient({ agentId: 'refund-agent' });

// The tool as the agent gets it: it runs with the arguments that a person approved, and once for each approval.
const askThenSend = client.requireApproval(sendRefund, {
  name: 'send_refund',
  reason: ({ order }) => `The customer says that ${order} arrived broken`,
  when: ({ amount }) => amount > 10,
  // One key for one intended refund: an agent that crashed and starts again goes on with the same request.
  idempotencyKey: ({ order }) => `refund-${order}`,
  timeoutSeconds: 600,
});

try {
  const result = await client.trace('handle_complaint', (run) => {
    process.stdout.write(`waiting for approval (trace ${run.traceId})\n`);
    return askThenSend({ order: 'A-17', amount: 240 });
  });
  process.stdout.write(`${result}\n`);
} catch (error) {
  if (!ApprovalDeniedError.isInstance(error)) throw error;
  process.stdout.write(`not refunded: ${error.message}\n`);
}
await client.close();
