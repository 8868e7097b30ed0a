import { type Auditor, createHold, describeAnswer, toolCallsOf } from 'agentaudit-client/instrument';
import type { Telemetry } from 'ai';

import { toFinishReason, toModelAnswer, toProvider } from './content.ts';
import { OpenSpan } from './open-span.ts';
import { recordStep } from './step-parts.ts';

export interface TelemetryIntegrationOptions {
  /** Where the logs go. */
  client: Auditor;
  /**
   * A stream that its reader leaves never says that it ended. It is recorded as abandoned when the client closes, and by
   * a flush when nothing has come of it for so long. Default 15 minutes.
   */
  abandonAfterMs?: number | undefined;
}

/** One call of `generateText` or the like, under way. */
interface Operation {
  /** Whether its answers come in a stream. */
  stream: boolean;
  root: OpenSpan | undefined;
  model: OpenSpan | undefined;
  tools: Map<string, OpenSpan>;
  embeddings: Map<string, OpenSpan>;
  /** The tool calls that have a log. */
  recorded: Set<string>;
  lastEventAt: number;
}

/**
 * A telemetry integration for AI SDK 7: `registerTelemetry(agentAuditTelemetry({ client }))` once, or in
 * `telemetry.integrations` of a call. Text and object generation leave an `agent_run` log with an `llm_call` for each step
 * and a `tool_use` for each tool below it; embeddings leave `embedding`. What tools log is a child of their `tool_use`.
 */
export function agentAuditTelemetry({ client, abandonAfterMs = 15 * 60_000 }: TelemetryIntegrationOptions): Telemetry {
  const operations = new Map<string, Operation>();
  const calls = toolCallsOf(client);

  const hold = createHold(client, (isLast) => {
    const oldest = performance.now() - abandonAfterMs;
    for (const [callId, { lastEventAt }] of operations) {
      if (isLast || lastEventAt < oldest)
        finish(callId, (span) => span.end({ metadata: { finish_reason: 'abandoned' } }));
    }
  });

  function touch(callId: string): Operation {
    const operation = operations.get(callId) ?? {
      stream: false,
      root: undefined,
      model: undefined,
      tools: new Map<string, OpenSpan>(),
      embeddings: new Map<string, OpenSpan>(),
      recorded: new Set<string>(),
      lastEventAt: 0,
    };
    operation.lastEventAt = performance.now();
    operations.set(callId, operation);
    hold(true);
    return operation;
  }

  function open({ root }: Operation, action: string, prompt: unknown, metadata: Record<string, unknown>): OpenSpan {
    return new OpenSpan(
      root ? root.span.startSpan(action, { prompt, metadata }) : client.startSpan(action, { prompt, metadata }),
    );
  }

  /** Ends what is still open, innermost first. */
  function finish(callId: string, end: (span: OpenSpan) => void): void {
    const { root, model, tools, embeddings } = touch(callId);
    operations.delete(callId);
    hold(operations.size > 0);
    for (const span of [...embeddings.values(), ...tools.values(), model, root]) if (span) end(span);
  }

  return {
    onStart(event) {
      const { callId, operationId, functionId } = event;
      const operation = touch(callId);
      operation.stream = operationId.startsWith('ai.stream');
      if (!/(?:Text|Object)$/.test(operationId)) return;
      const prompt = 'messages' in event ? event.messages : undefined;
      operation.root = open(operation, 'agent_run', prompt, { name: functionId ?? operationId, framework: 'ai-sdk' });
    },
    onLanguageModelCallStart({ callId, provider, modelId, messages, instructions }) {
      const operation = touch(callId);
      const prompt = instructions ? [{ role: 'system', content: instructions }, ...messages] : messages;
      const known = { provider: toProvider(provider), model: modelId, stream: operation.stream };
      operation.model = open(operation, 'llm_call', prompt, known);
    },
    onLanguageModelCallEnd({ callId, content, modelId, finishReason, usage }) {
      const operation = touch(callId);
      const answer = toModelAnswer({ content, model: modelId, finishReason, usage });
      for (const { id } of answer.toolCalls ?? [])
        if (id && operation.root) calls.noteAsked(id, operation.root.span.context);
      operation.model?.end(describeAnswer(answer));
      operation.model = undefined;
    },
    onToolExecutionStart({ callId, toolCall }) {
      const operation = touch(callId);
      const { toolCallId, toolName, input } = toolCall;
      operation.recorded.add(toolCallId);
      const metadata = { tool: toolName, tool_call_id: toolCallId };
      operation.tools.set(toolCallId, open(operation, 'tool_use', input, metadata));
    },
    onToolExecutionEnd({ callId, toolCall, toolOutput }) {
      const { tools } = touch(callId);
      const span = tools.get(toolCall.toolCallId);
      tools.delete(toolCall.toolCallId);
      if (toolOutput.type === 'tool-error') span?.fail(toolOutput.error);
      else span?.end({ response: toolOutput.output });
    },
    onStepEnd({ callId, content }) {
      const { root, recorded } = touch(callId);
      if (root) recordStep(root.span, content, recorded);
    },
    onStepError({ callId, error }) {
      const operation = touch(callId);
      operation.model?.fail(error);
      operation.model = undefined;
    },
    onEmbedStart({ callId, embedCallId, provider, modelId, values }) {
      const operation = touch(callId);
      const metadata = { provider: toProvider(provider), model: modelId };
      operation.embeddings.set(embedCallId, open(operation, 'embedding', values, metadata));
    },
    onEmbedEnd({ callId, embedCallId, usage }) {
      const { embeddings } = touch(callId);
      embeddings.get(embedCallId)?.end(describeAnswer({ usage: { inputTokens: usage.tokens } }));
      embeddings.delete(embedCallId);
    },
    onEnd(event) {
      const { callId } = event;
      const { root } = touch(callId);
      const { text, object, finishReason } = event as { text?: string; object?: unknown; finishReason?: unknown };
      root?.end({ response: text || object, metadata: { finish_reason: toFinishReason(finishReason) } });
      finish(callId, (span) => span.end({ metadata: { finish_reason: 'abandoned' } }));
    },
    onAbort({ callId }) {
      finish(callId, (span) => span.end({ metadata: { finish_reason: 'cancelled' } }));
    },
    onError(event) {
      const { callId, error } = event as { callId?: string; error?: unknown };
      if (callId !== undefined) finish(callId, (span) => span.fail(error));
    },
    executeTool({ callId, toolCallId, execute }) {
      const tool = operations.get(callId)?.tools.get(toolCallId);
      return tool ? tool.span.run(execute) : execute();
    },
    executeLanguageModelCall({ callId, execute }) {
      const model = operations.get(callId)?.model;
      return model ? model.span.run(execute) : execute();
    },
  };
}
