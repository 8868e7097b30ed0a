// The AI SDK: one line records every call of the program; a person says no to a tool.
import { renderTraces, setExampleStage } from '@agentaudit/testing/example-stage';
import { createOpenAI } from '@ai-sdk/openai';
import { agentAuditTelemetry, agentAuditToolApproval } from 'agentaudit-ai-sdk';
import { embed, generateText, registerTelemetry, stepCountIs, tool } from 'ai';
import * as z from 'zod';

// A model that plays its part without a key, and a server to write to. In your code: `new AgentAuditClient({ apiKey })`.
const stage = await setExampleStage([
  {},
  { toolCalls: [{ id: 'call_1', name: 'remember', arguments: { note: 'likes whales' } }] },
  { toolCalls: [{ id: 'call_2', name: 'publish', arguments: { text: 'Whales!' } }] },
  { text: 'I kept a note and published nothing.' },
]);
const { client, model, server } = stage;
const openai = createOpenAI({ apiKey: 'none needed', baseURL: `${model.url}/v1` });

registerTelemetry(agentAuditTelemetry({ client }));

await embed({ model: openai.embedding('text-embedding-3-small'), value: 'whales' });

const answer = generateText({
  model: openai('gpt-5'),
  prompt: 'Remember that I like whales, and publish it.',
  stopWhen: stepCountIs(5),
  telemetry: { functionId: 'assistant' },
  toolApproval: agentAuditToolApproval({ client, approve: ['publish'] }),
  tools: {
    remember: tool({ inputSchema: z.object({ note: z.string() }), execute: ({ note }) => `Noted: ${note}` }),
    publish: tool({ inputSchema: z.object({ text: z.string() }), execute: ({ text }) => `Published: ${text}` }),
  },
});
await server.decide('publish', { decision: 'rejected', operator_input: 'Not in our name.' });
await answer;

console.log(await renderTraces(stage));
await stage.close();
