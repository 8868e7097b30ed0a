import { ToolMessage } from '@langchain/core/messages';
import {
  type AgentAuditClient,
  ApprovalDeniedError,
  ApprovalPendingError,
  GuardrailBlockedError,
  type LogEntry,
} from 'agentaudit-client';
import { type GatingOptions, toApprovalTerms, toolCallsOf } from 'agentaudit-client/instrument';
import type { AgentMiddleware, ToolCallHandler, ToolCallRequest, WrapToolCallHook } from 'langchain';

import { approvalInterrupt, isBubbleUp } from './interrupts.ts';
import { textOf } from './messages.ts';

export interface MiddlewareOptions extends GatingOptions {
  /**
   * `wait` holds the tool call until there is a decision. `interrupt` pauses the graph instead, which needs a
   * checkpointer: run it again with `new Command({ resume: true })` once the request is decided. Default `wait`.
   */
  pending?: 'wait' | 'interrupt' | undefined;
}

/**
 * Middleware for `createAgent` that stands between a model's tool calls and their effect: the server's rules, then a
 * person's approval, then the tool with the arguments that were approved. What is refused does not run; the model is told
 * so in a tool message. It records the calls that never reach a tool, and, without the callback handler, all others.
 */
export function agentAuditMiddleware(options: MiddlewareOptions): AgentMiddleware {
  const { client, check, onUnavailable, approve, pending = 'wait' } = options;
  const calls = toolCallsOf(client);

  async function run(request: ToolCallRequest, handler: ToolCallHandler, interrupts: boolean) {
    const { toolCall, tool, runtime } = request;
    const call = { id: toolCall.id, name: toolCall.name, arguments: toolCall.args };
    const terms = toApprovalTerms(approve, call);
    const { thread_id: thread } = (runtime.configurable ?? {}) as { thread_id?: string };
    const gated = { name: call.name, arguments: call.arguments, description: tool?.description as string | undefined };
    const approval = terms && {
      ...(call.id !== undefined && { idempotencyKey: thread === undefined ? call.id : `${thread}:${call.id}` }),
      ...(interrupts && { mode: 'throw' as const }),
      ...terms,
    };
    return client.gate(gated, { check, onUnavailable, approval, signal: runtime.signal }, (args) =>
      handler(args === call.arguments ? request : { ...request, toolCall: { ...toolCall, args } }),
    );
  }

  /** Pauses the graph while nobody has decided; after that, the decision is there to be had. */
  async function runOrPause(request: ToolCallRequest, handler: ToolCallHandler) {
    try {
      return await run(request, handler, pending === 'interrupt');
    } catch (error) {
      const { interrupt } = request.runtime;
      if (!ApprovalPendingError.isInstance(error) || !interrupt) throw error;
      const { name, args } = request.toolCall;
      interrupt({ type: approvalInterrupt, requestId: error.requestId, tool: name, arguments: args });
      return run(request, handler, false);
    }
  }

  const wrapToolCall: WrapToolCallHook = (request, handler) => {
    const { id = '', name, args } = request.toolCall;
    const context = calls.contextOf(id) ?? client.current();
    const record = createRecord(client, { action: 'tool_use', prompt: args, timestamp: new Date() }, () =>
      calls.isRecorded(id),
    );
    const known = { tool: name, ...(id && { tool_call_id: id }) };
    let hasRun = false;
    const noting: ToolCallHandler = (given) => {
      hasRun = true;
      return handler(given);
    };
    return client.withContext(context, async () => {
      try {
        const result = await runOrPause(request, noting);
        record(toResultEntry(result, known));
        return result;
      } catch (error) {
        if (isBubbleUp(error)) throw error;
        record({ status: hasRun ? 'error' : 'blocked', metadata: { ...known, error: toErrorMetadata(error) } });
        if (hasRun || !isRefusal(error)) throw error;
        return new ToolMessage({ name, content: error.message, tool_call_id: id, status: 'error' });
      }
    });
  };
  return { [brand]: true, name: 'agentaudit', wrapToolCall } as unknown as AgentMiddleware;
}

/** What `createMiddleware` marks its results with; made here, so that the package loads without `langchain`. */
const brand = Symbol.for('AgentMiddleware');

function isRefusal(error: unknown): error is GuardrailBlockedError | ApprovalDeniedError {
  return GuardrailBlockedError.isInstance(error) || ApprovalDeniedError.isInstance(error);
}

/** Writes the log of a call, unless the callback handler has. */
function createRecord(client: AgentAuditClient, start: LogEntry, isRecorded: () => boolean) {
  const startedAt = performance.now();
  return ({ metadata, ...outcome }: Omit<LogEntry, 'action'>): void => {
    if (isRecorded()) return;
    const durationMs = Math.round(performance.now() - startedAt);
    client.log({ ...start, ...outcome, durationMs, metadata: { ...metadata, latency_ms: durationMs } });
  };
}

function toResultEntry(result: unknown, known: Record<string, unknown>): Omit<LogEntry, 'action'> {
  if (!ToolMessage.isInstance(result)) return { response: result, metadata: known };
  const response = textOf(result.content) ?? result.content;
  if (result.status !== 'error') return { response, metadata: known };
  const message = typeof response === 'string' ? response : 'The tool failed';
  return { response, status: 'error', metadata: { ...known, error: { type: 'tool_error', message } } };
}

function toErrorMetadata(error: unknown): object {
  return {
    type: error instanceof Error ? error.name : typeof error,
    message: String((error as Error | null)?.message),
  };
}
