import type { Span as AgentsSpan, SpanData, TracingProcessor } from '@openai/agents';
import type { AgentAuditClient, Span } from 'agentaudit-client';
import { type Auditor, createHold, describeAnswer, toolCallsOf } from 'agentaudit-client/instrument';

import { toModelOutcome, toError } from './model-span.ts';

export interface TraceProcessorOptions {
  /** Where the logs go. */
  client: Auditor & Pick<AgentAuditClient, 'flush'>;
  /** What `metadata.provider` says. Default `openai`. */
  provider?: string | undefined;
}

/** A span of the SDK under way. Spans in between have none of their own; what is below them belongs to the one above. */
interface OpenSpan {
  own: Span | undefined;
  parent: OpenSpan | undefined;
  startedAt: number;
}

/** Tool calls that a model asked for and that have not run yet, of one trace. */
interface AskedCall {
  id: string | undefined;
  name: string;
  arguments: string;
}

const actions: Record<string, string | undefined> = {
  agent: 'agent_run',
  response: 'llm_call',
  generation: 'llm_call',
  function: 'tool_use',
  guardrail: 'guardrail_check',
};

/**
 * A trace processor for the OpenAI Agents SDK: `addTraceProcessor(agentAuditTraceProcessor({ client }))` beside the SDK's
 * own exporter, `setTraceProcessors([…])` in place of it. Agents leave `agent_run` logs, models `llm_call`, tools
 * `tool_use`, guardrails `guardrail_check`. They share the SDK's trace id, so a run that was interrupted goes on in its
 * trace, unless an open span of the client gives another; the SDK's `groupId` is the session.
 */
export function agentAuditTraceProcessor({ client, provider = 'openai' }: TraceProcessorOptions): TracingProcessor {
  const open = new Map<string, OpenSpan>();
  const asked = new Map<string, AskedCall[]>();
  const sessions = new Map<string, string>();
  const calls = toolCallsOf(client);

  const hold = createHold(client, (isLast) => {
    if (isLast)
      for (const spanId of [...open.keys()].toReversed()) end(spanId, { metadata: { finish_reason: 'abandoned' } });
  });

  function start(span: AgentsSpan<SpanData>): void {
    const parent = span.parentId ? open.get(span.parentId) : undefined;
    const action = actions[span.spanData.type];
    const own = action === undefined ? parent?.own : openSpan(action, span, parent?.own);
    open.set(span.spanId, { own, parent, startedAt: performance.now() });
    hold(true);
  }

  function openSpan(action: string, { traceId, spanData }: AgentsSpan<SpanData>, above: Span | undefined): Span {
    const { type } = spanData;
    const name = 'name' in spanData ? spanData.name : undefined;
    const metadata = type === 'function' ? { tool: name } : action === 'llm_call' ? { provider } : { name };
    if (above) return above.startSpan(action, { metadata });
    return client.startSpan(action, {
      traceId: client.current()?.traceId ?? traceId,
      sessionId: sessions.get(traceId),
      metadata: { ...metadata, framework: 'openai-agents' },
    });
  }

  function end(spanId: string, update: Parameters<Span['end']>[0] = {}): void {
    const span = open.get(spanId);
    open.delete(spanId);
    hold(open.size > 0);
    if (!span?.own || span.own === span.parent?.own) return;
    const latency = Math.round(performance.now() - span.startedAt);
    span.own.end({ ...update, metadata: { ...update.metadata, latency_ms: latency } });
  }

  function endModel({ spanId, traceId, spanData, error }: AgentsSpan<SpanData>): void {
    const { prompt, model, answer } = toModelOutcome(spanData);
    const agent = open.get(spanId)?.parent?.own;
    for (const call of answer.toolCalls ?? []) {
      asked.set(traceId, [...(asked.get(traceId) ?? []), { ...call, id: call.id }]);
      if (call.id && agent) calls.noteAsked(call.id, agent.context);
    }
    // The SDK says of an agent neither what it was given nor what it said.
    if (answer.response) agent?.update({ response: answer.response });
    const failed = error ? { error: toError(error) } : {};
    const update = describeAnswer({ ...answer, ...failed });
    end(spanId, { ...update, prompt, metadata: { ...(model && { model }), ...update.metadata } });
  }

  function endTool({ spanId, traceId, spanData, error }: AgentsSpan<SpanData>): void {
    const { name, input, output } = spanData as { name: string; input: string; output: unknown };
    const waiting = asked.get(traceId) ?? [];
    const call = waiting.find((one) => one.name === name && one.arguments === input);
    if (call)
      asked.set(
        traceId,
        waiting.filter((one) => one !== call),
      );
    const failed = error ? { status: 'error' as const, metadata: { error: toError(error) } } : {};
    end(spanId, {
      prompt: input,
      response: output,
      ...failed,
      metadata: { ...failed.metadata, ...(call?.id && { tool_call_id: call.id }) },
    });
  }

  return {
    onTraceStart({ traceId, groupId }) {
      if (groupId) sessions.set(traceId, groupId);
      return Promise.resolve();
    },
    onTraceEnd({ traceId }) {
      sessions.delete(traceId);
      asked.delete(traceId);
      return Promise.resolve();
    },
    onSpanStart(span) {
      start(span);
      return Promise.resolve();
    },
    onSpanEnd(span) {
      const { type } = span.spanData;
      if (type === 'response' || type === 'generation') endModel(span);
      else if (type === 'function') endTool(span);
      else end(span.spanId, span.error ? { status: 'error', metadata: { error: toError(span.error) } } : {});
      return Promise.resolve();
    },
    async forceFlush() {
      await client.flush();
    },
    async shutdown(timeoutMs) {
      for (const spanId of [...open.keys()].toReversed()) end(spanId, { metadata: { finish_reason: 'abandoned' } });
      await client.flush(timeoutMs === undefined ? {} : { timeoutMs });
    },
  };
}
