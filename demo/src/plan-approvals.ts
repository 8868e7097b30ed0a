import { createLogId, type HitlDecisionInput, type HitlRequestInput } from 'agentaudit-client';

import { type ApprovalCase, decidedCases, pendingCases } from './approval-cases.ts';
import { colleagues } from './brightwater.ts';
import { agentNamed, dayMs, hourMs, minuteMs, type Month, timeOn } from './month.ts';
import { callModel, useTool } from './model-call.ts';
import { record, type Step } from './step.ts';

/** Tool calls that asked a person first: decided over the month, and some that wait now. */
export function planApprovals(month: Month): void {
  const days = Math.floor((month.endMs - month.startMs) / dayMs);
  decidedCases.forEach((approval, place) => {
    const day = 1 + Math.floor((place * (days - 1)) / decidedCases.length);
    planDecided(month, approval, timeOn(month, day, 8 + ((place * 5) % 9)) + ((place * 17) % 60) * minuteMs);
  });
  for (const approval of pendingCases) {
    const atMs = month.endMs - approval.minutes * minuteMs;
    const timeoutSeconds = approval.timeoutMinutes * 60;
    month.timeline.at(atMs, async () => void (await ask(month, approval, { atMs, timeoutSeconds })));
  }
}

function planDecided(month: Month, approval: ApprovalCase, atMs: number): void {
  const { timeline } = month;
  timeline.at(atMs, async () => {
    const asked = await ask(month, approval, { atMs, timeoutSeconds: 4 * 3600 });
    const { client } = agentNamed(month, approval.agent);
    const decidedMs = approval.decision === 'timeout' ? atMs + 4 * hourMs + 1000 : atMs + approval.minutes * minuteMs;
    timeline.at(decidedMs, async () => {
      if (approval.decision !== 'timeout') await decide(month, approval, asked.requestId);
      // Whoever asks about a request that is due sees it expired, at the time it was due.
      const { tool, status } = await client.hitl.getRequest(asked.requestId);
      if (status === 'approved') await client.hitl.consume(asked.requestId, { arguments: tool.arguments });
      await asked.finish(status, tool.arguments);
    });
  });
}

async function decide({ sessions }: Month, approval: ApprovalCase, requestId: string): Promise<void> {
  const person = await sessions.of(colleagues[approval.by ?? 'dana'].email);
  await person.hitl.decide(requestId, {
    decision: approval.decision as HitlDecisionInput['decision'],
    ...(approval.note === undefined ? {} : { operator_input: approval.note }),
    ...(approval.edited === undefined ? {} : { edited_arguments: { ...approval.arguments, ...approval.edited } }),
  });
}

/** The run up to where it waits; `finish` logs what came of it. */
async function ask(
  month: Month,
  approval: ApprovalCase,
  { atMs, timeoutSeconds }: { atMs: number; timeoutSeconds: number },
) {
  const { id: agentId, client } = agentNamed(month, approval.agent);
  const traceId = `trace-${approval.agent}-${month.random.digits(10)}`;
  const rootId = createLogId();
  const thought = callModel(month.random, {
    model: 'claude-sonnet-4.5',
    prompt: approval.task,
    response: `I shall ask before I run ${approval.tool}.`,
    toolCalls: [{ name: approval.tool, arguments: approval.arguments }],
  });
  const { tool, output } = approval.lookedUp;
  const lookUp = useTool({ tool, input: { task: approval.task }, output, ms: month.random.whole(40, 300) });
  const startMs = atMs - lookUp.ms - thought.ms - 200;
  const send = async (step: Step, stepStartMs: number) => {
    const { entries: body } = record(step, stepStartMs, { agentId, traceId, parentSpanId: rootId });
    await client.request('POST', '/audit-logs/batch', { body });
  };
  await send(lookUp, startMs + 50);
  await send(thought, startMs + lookUp.ms + 100);
  const input: HitlRequestInput = {
    agent_id: agentId,
    agent_name: approval.agent,
    tool: { name: approval.tool, arguments: approval.arguments, description: approval.description },
    reason: approval.reason,
    trace_id: traceId,
    parent_span_id: rootId,
    timeout_seconds: timeoutSeconds,
    metadata: { risk: approval.risk },
  };
  const { request_id: requestId } = await client.hitl.request(input);
  const root = { id: rootId, action: 'agent_run', prompt: approval.task, agentId, traceId, metadata: { name: 'task' } };
  const timestamp = new Date(startMs).toISOString();
  return {
    requestId,
    finish: async (status: string, args: Record<string, unknown>) => {
      const runs = status === 'approved';
      if (runs) {
        const call = useTool({ tool: approval.tool, input: args, output: { done: true }, ms: 640 });
        await send(call, month.now());
      }
      const durationMs = month.now() - startMs + (runs ? 700 : 20);
      const response = runs ? `Done: ${approval.tool}.` : `Not done: ${status}.`;
      await client.request('POST', '/audit-logs', { body: { ...root, timestamp, durationMs, response } });
    },
  };
}
