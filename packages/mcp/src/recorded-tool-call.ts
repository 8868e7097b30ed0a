import { ApprovalDeniedError, GuardrailBlockedError, type Span } from 'agentaudit-client';
import { type GatingOptions, toApprovalTerms } from 'agentaudit-client/instrument';

export type McpGateOptions = GatingOptions;

/** As much of a result of `tools/call` as is read here. */
interface ToolResult {
  isError?: boolean;
  content?: { type: string; text?: string }[];
  structuredContent?: unknown;
  /** `input_required` when the tool asks for more before it goes on. */
  resultType?: string;
}

/** A refusal in the words of the protocol: tool errors are results, and the model reads them. */
interface Refusal {
  content: { type: 'text'; text: string }[];
  isError: true;
}

export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
  metadata: Record<string, unknown>;
  signal?: AbortSignal | undefined;
}

/** One tool call: through the gate, then `run` with the arguments that were approved, all under one `tool_use` log. */
export async function recordToolCall<Result>(
  { client, check, onUnavailable, approve }: McpGateOptions,
  { name, arguments: args, metadata, signal }: ToolCall,
  run: (args: Record<string, unknown>) => Result | Promise<Result>,
): Promise<Result | Refusal> {
  const span = client.startSpan('tool_use', { prompt: args, metadata: { tool: name, ...metadata } });
  const startedAt = performance.now();
  const end = (update: Parameters<Span['end']>[0]) => {
    const latency = Math.round(performance.now() - startedAt);
    span.end({ ...update, metadata: { ...update?.metadata, latency_ms: latency } });
  };
  const approval = toApprovalTerms(approve, { id: undefined, name, arguments: args });
  let hasRun = false;
  try {
    const result = await span.run(() =>
      client.gate({ name, arguments: args }, { check, onUnavailable, approval, signal }, (approved) => {
        hasRun = true;
        return run(approved);
      }),
    );
    end(toUpdate(result as ToolResult));
    return result;
  } catch (error) {
    const { name: type, message } = error as Error;
    const isAbort = type === 'AbortError';
    const failed = isAbort ? { finish_reason: 'cancelled' } : { error: { type, message } };
    end({ status: hasRun ? (isAbort ? 'ok' : 'error') : 'blocked', metadata: failed });
    if (!GuardrailBlockedError.isInstance(error) && !ApprovalDeniedError.isInstance(error)) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}

function toUpdate(result: ToolResult | undefined): Parameters<Span['end']>[0] {
  const { isError, content = [], structuredContent, resultType } = result ?? {};
  const isText = content.length > 0 && content.every(({ type }) => type === 'text');
  const said = isText ? content.map(({ text }) => text).join('\n') : content;
  const response = structuredContent ?? said;
  if (resultType === 'input_required') return { response: result, metadata: { finish_reason: resultType } };
  if (!isError) return { response };
  const message = typeof said === 'string' ? said : 'The tool failed';
  return { response, status: 'error', metadata: { error: { type: 'tool_error', message } } };
}
