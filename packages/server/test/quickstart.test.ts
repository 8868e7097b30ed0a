import { signUp, startTestServer } from '@agentaudit/testing';
import { AgentAuditClient } from 'agentaudit-client';
import type { AuditLog } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { request } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const { apiKey } = await signUp(server.url);

const firstLog = `curl -X POST https://your-domain.com/api/v1/audit-logs \\
  -H "X-API-Key: aa_your_key_here" \\
  -H "Content-Type: application/json" \\
  -d '{
    "action": "llm_call",
    "prompt": "Summarise the latest sales report",
    "response": "Q1 revenue was $2.4M...",
    "metadata": { "model": "gpt-4o", "tokens": 340 }
  }'`;

const batch = `curl -X POST https://your-domain.com/api/v1/audit-logs/batch \\
  -H "X-API-Key: aa_your_key_here" \\
  -H "Content-Type: application/json" \\
  -d '[
    {
      "action": "llm_start",
      "traceId": "run-1749300000000",
      "prompt": "Analyse Q1 data",
      "metadata": { "model": "gpt-4o" }
    },
    {
      "action": "tool_use",
      "traceId": "run-1749300000000",
      "parentSpanId": "<id of llm_start log>",
      "metadata": { "tool": "code_interpreter" }
    },
    {
      "action": "llm_end",
      "traceId": "run-1749300000000",
      "response": "Q1 revenue grew 18% YoY",
      "metadata": { "tokens": 820 }
    }
  ]'`;

test('the first curl example works as printed', async () => {
  const answer = await runCurl<AuditLog>(firstLog);
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    action: 'llm_call',
    prompt: 'Summarise the latest sales report',
    response: 'Q1 revenue was $2.4M...',
    metadata: { model: 'gpt-4o', tokens: 340 },
    enforcementAction: 'allow',
    violations: [],
  });
  expect(answer.body.id).toMatch(/^log_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  expect(answer.body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('the batch curl example works as printed and answers the ids in the order of the entries', async () => {
  const answer = await runCurl<string[]>(batch);
  expect(answer.status).toBe(201);
  const { data } = await new AgentAuditClient({ apiKey, baseUrl: server.url }).getTrace('run-1749300000000');
  expect(data.map(({ id }) => id)).toEqual(answer.body);
  expect(data.map(({ action }) => action)).toEqual(['llm_start', 'tool_use', 'llm_end']);
});

test('the ids that a batch answered are the parentSpanId values of later requests', async () => {
  const [llmStart] = (await runCurl<string[]>(batch)).body;
  const answer = await runCurl<string[]>(batch.replace('<id of llm_start log>', llmStart!));
  const chain = await new AgentAuditClient({ apiKey, baseUrl: server.url }).getChain(answer.body[1]!);
  expect(chain.data.map(({ action }) => action)).toEqual(['tool_use', 'llm_start']);
  expect(chain.end).toBe('root');
});

test('the TypeScript example works as printed', async () => {
  const client = new AgentAuditClient({ apiKey, baseUrl: server.url });
  const log = await client.log({
    action: 'llm_call',
    prompt: 'Summarise the latest sales report',
    response: 'Q1 revenue was $2.4M...',
    metadata: { model: 'gpt-4o', tokens: 340 },
  });
  await client.close();
  expect(await client.getLog(log.id)).toEqual(log);
});

test('the guardrail example with trace context works as printed, its unknown parent included', async () => {
  const event = {
    action: 'guardrail_check',
    agentId: 'writer-agent-1',
    traceId: 'run-1749300000001',
    parentSpanId: 'log_abc123',
    prompt: 'Draft email containing SSN: 123-45-6789',
    response: 'BLOCKED: PII detected',
    metadata: { rule: 'pii_detection', model: 'gpt-4o', latency_ms: 42 },
  };
  const answer = await request('POST', `${server.url}/api/v1/audit-logs`, {
    json: event,
    headers: { 'X-API-Key': apiKey },
  });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject(event);
});

/** Sends what curl would send: the examples must work on machines without it, too. */
function runCurl<Body>(command: string) {
  const text = command.replace('https://your-domain.com', server.url).replace('aa_your_key_here', apiKey);
  const [, method, url] = /^curl -X (\S+) (\S+)/.exec(text)!;
  const headers = [...text.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name, value]) => [name!, value!]);
  const [, raw] = /-d '(.*)'$/s.exec(text)!;
  return request<Body>(method!, url!, { headers: Object.fromEntries(headers), raw: raw! });
}
