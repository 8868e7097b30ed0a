import {
  type AuditServer,
  type FakeModelServer,
  startAuditServer,
  startFakeModelServer,
} from '@agentaudit/testing/adapters';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, stepCountIs, tool } from 'ai';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';

import { agentAuditTelemetry, agentAuditToolApproval, type ToolApprovalOptions } from '../src/index.ts';

let model: FakeModelServer;
let audit: AuditServer;
const ran: unknown[] = [];

beforeAll(async () => {
  [model, audit] = await Promise.all([startFakeModelServer(), startAuditServer()]);
  await audit.forbid('plutonium');
});
afterAll(() => Promise.all([model.close(), audit.close()]));
beforeEach(() => {
  model.reset();
  ran.length = 0;
});

const order = tool({
  inputSchema: z.object({ item: z.string() }),
  execute(input) {
    ran.push(input);
    return `Ordered ${input.item}`;
  },
});

/** What the model was told of its call. */
async function buy(item: string, options: Partial<ToolApprovalOptions>): Promise<string> {
  model.reply(
    { toolCalls: [{ id: `call_${crypto.randomUUID()}`, name: 'order', arguments: { item } }] },
    { text: 'Done.' },
  );
  await generateText({
    model: createOpenAI({ apiKey: 'k', baseURL: `${model.url}/v1` }).chat('test'),
    prompt: 'Please order.',
    tools: { order },
    stopWhen: stepCountIs(3),
    toolApproval: agentAuditToolApproval({ client: audit.agent, ...options }),
    telemetry: { integrations: [agentAuditTelemetry({ client: audit.agent })] },
  });
  return model.requests.at(-1)?.body ?? '';
}

it('what the rules allow runs', async () => {
  expect(await buy('paper', {})).toContain('Ordered paper');
  expect(ran).toEqual([{ item: 'paper' }]);
});

it('what the rules forbid does not run, and the model is told', async () => {
  expect(await buy('plutonium', {})).toContain('Blocked by guardrails: no plutonium');
  expect(ran).toEqual([]);
});

it('what needs approval runs once it is approved', async () => {
  const answer = buy('a yacht', { approve: ['order'] });
  await audit.decide('order', { decision: 'approved' });
  expect(await answer).toContain('Ordered a yacht');
  expect(ran).toEqual([{ item: 'a yacht' }]);
});

it('what a person refuses does not run, and the model is told why', async () => {
  const answer = buy('a yacht', { approve: true });
  await audit.decide('order', { decision: 'rejected', operator_input: 'Too dear.' });
  expect(await answer).toContain('Too dear.');
  expect(ran).toEqual([]);
  const blocked = (await audit.logs()).findLast(({ status }) => status === 'blocked');
  expect(blocked).toMatchObject({ action: 'tool_use', prompt: '{"item":"a yacht"}', metadata: { tool: 'order' } });
  const asked = (await audit.logs()).findLast(({ action }) => action === 'hitl_request');
  expect(asked).toMatchObject({ traceId: blocked?.traceId, parentSpanId: blocked?.parentSpanId });
});

it('an approval of other arguments does not run those of the model', async () => {
  const answer = buy('a yacht', { approve: () => ({ reason: 'It is dear.' }) });
  await audit.decide('order', { decision: 'approved', edited_arguments: { item: 'a dinghy' } });
  expect(await answer).toContain('a dinghy');
  expect(ran).toEqual([]);
});
