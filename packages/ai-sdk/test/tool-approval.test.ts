import { describeGateContract, type GateUse, setUpGates } from '@agentaudit/testing/adapters';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, stepCountIs, tool } from 'ai';
import { expect, it } from 'vitest';
import * as z from 'zod';

import { agentAuditTelemetry, agentAuditToolApproval } from '../src/index.ts';

/** What the model was told of its call. */
async function buy({ model, order, options }: GateUse): Promise<string> {
  await generateText({
    model: createOpenAI({ apiKey: 'k', baseURL: `${model.url}/v1` }).chat('test'),
    prompt: 'Please order.',
    tools: { order: tool({ inputSchema: z.object({ item: z.string() }), execute: order }) },
    stopWhen: stepCountIs(3),
    toolApproval: agentAuditToolApproval(options),
    telemetry: { integrations: [agentAuditTelemetry({ client: options.client })] },
  });
  return model.requests.at(-1)?.body ?? '';
}

const stage = setUpGates();

describeGateContract('AI SDK 7', stage, { buy, runsEdited: false });

it('a request for approval stands where the tool would', async () => {
  const { model, audit, order } = stage;
  model.reply({ toolCalls: [{ id: 'call_1', name: 'order', arguments: { item: 'a yacht' } }] }, { text: 'Done.' });
  const options = { client: audit.agent, approve: () => ({ reason: 'It is dear.' }) };
  const answer = buy({ model, item: 'a yacht', order, options });
  await audit.decide('order', { decision: 'rejected' });
  await answer;
  const logs = await audit.logs();
  const blocked = logs.findLast(({ status }) => status === 'blocked');
  expect(logs.findLast(({ action }) => action === 'hitl_request')).toMatchObject({
    traceId: blocked?.traceId,
    parentSpanId: blocked?.parentSpanId,
  });
});
