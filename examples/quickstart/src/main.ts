import { AgentAuditClient } from 'agentaudit-client';

// The key comes from AGENTAUDIT_API_KEY and the server from AGENTAUDIT_BASE_URL, by default http://127.0.0.1:3000.
const client = new AgentAuditClient();

const log = await client.log({
  action: 'llm_call',
  prompt: 'Summarise the latest sales report',
  response: 'Q1 revenue was $2.4M...',
  metadata: { model: 'gpt-4o', tokens: 340 },
});

process.stdout.write(`stored ${log.id} at ${log.createdAt}: ${log.enforcementAction}\n`);

const page = await client.query({ action: 'llm_call', limit: 5 });
for (const { id, prompt } of page.data) process.stdout.write(`${id} ${prompt}\n`);

await client.close();
