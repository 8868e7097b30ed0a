// Two agents of the OpenAI Agents SDK; the run stops for a person, and goes on in its trace.
import { renderTraces, setExampleStage } from '@agentaudit/testing/example-stage';
import { Agent, OpenAIProvider, Runner, setTraceProcessors, tool } from '@openai/agents';
import { agentAuditTraceProcessor, decideInterruptions } from 'agentaudit-openai-agents';
import OpenAI from 'openai';
import * as z from 'zod';

// A model that plays its part without a key, and a server to write to. In your code: `new AgentAuditClient({ apiKey })`.
const stage = await setExampleStage([
  { toolCalls: [{ id: 'call_1', name: 'transfer_to_Refunds', arguments: {} }] },
  { toolCalls: [{ id: 'call_2', name: 'refund', arguments: { order: 'A-17', euros: 40 } }] },
  { text: 'I have refunded 40 euros.' },
]);
const { client, model, server } = stage;

// In place of the SDK's own exporter; `addTraceProcessor` puts it beside it.
setTraceProcessors([agentAuditTraceProcessor({ client })]);

const refund = tool({
  name: 'refund',
  description: 'Pays an order back',
  parameters: z.object({ order: z.string(), euros: z.number() }),
  needsApproval: true,
  execute: ({ order, euros }) => `Refunded ${euros} euros of ${order}`,
});
const refunds = new Agent({ name: 'Refunds', model: 'gpt-5', tools: [refund] });
const desk = new Agent({ name: 'Desk', model: 'gpt-5', handoffs: [refunds] });

const openAIClient = new OpenAI({ apiKey: 'none needed', baseURL: `${model.url}/v1` });
const runner = new Runner({ modelProvider: new OpenAIProvider({ openAIClient: openAIClient as never }) });

const paused = await runner.run(desk, 'My order A-17 arrived broken.');
const deciding = decideInterruptions(paused, { client });
await server.decide('refund', { decision: 'approved' });
await runner.run(desk, await deciding);

console.log(await renderTraces(stage));
await stage.close();
