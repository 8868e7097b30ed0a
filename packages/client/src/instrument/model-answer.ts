import type { SpanUpdate } from '../span.ts';

/** A call of a tool that a model asked for. */
export interface ToolCall {
  id?: string | undefined;
  name: string;
  /** JSON text, as the model wrote it. */
  arguments: string;
}

/** Tokens. What is cached or reasoning is part of the input or output beside it. */
export interface TokenUsage {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  cachedInputTokens?: number | undefined;
  /** Written to a cache, for later. */
  cacheCreationInputTokens?: number | undefined;
  reasoningTokens?: number | undefined;
  /** Default: input and output together. */
  totalTokens?: number | undefined;
}

/** What is known of a model's answer, in the same words for every provider. */
export interface ModelAnswer {
  /** What the model said. Anything but text is recorded as JSON. */
  response?: unknown;
  model?: string | undefined;
  finishReason?: string | undefined;
  usage?: TokenUsage | undefined;
  toolCalls?: ToolCall[] | undefined;
  /** What the model said instead of doing as asked. */
  refusal?: string | undefined;
  /** What the model thought, where the provider shows it. */
  reasoning?: string | undefined;
  error?: { type: string; message: string; status?: number | undefined } | undefined;
}

/** As a log holds it. */
export function describeAnswer(answer: ModelAnswer): SpanUpdate {
  const { response, model, finishReason, usage, toolCalls, refusal, reasoning, error } = answer;
  const known = {
    response_model: model,
    tokens: totalOf(usage),
    usage: usage && {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cached_input_tokens: usage.cachedInputTokens,
      cache_creation_input_tokens: usage.cacheCreationInputTokens,
      reasoning_tokens: usage.reasoningTokens,
    },
    finish_reason: finishReason,
    tool_calls: toolCalls?.length ? toolCalls : undefined,
    refusal: refusal || undefined,
    reasoning: reasoning || undefined,
    error,
  };
  const metadata = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { response, metadata, ...(error && { status: 'error' as const }) };
}

function totalOf(usage: TokenUsage | undefined): number | undefined {
  const { totalTokens, inputTokens, outputTokens } = usage ?? {};
  if (totalTokens !== undefined) return totalTokens;
  return inputTokens === undefined && outputTokens === undefined ? undefined : (inputTokens ?? 0) + (outputTokens ?? 0);
}
