import type { LLMResult } from '@langchain/core/outputs';
import type { ModelAnswer, TokenUsage, ToolCall } from 'agentaudit-client/instrument';

import { type MessageLike, textOf } from './messages.ts';

interface AnswerMessage extends MessageLike {
  additional_kwargs?: { refusal?: string; reasoning_content?: string };
  response_metadata?: Record<string, unknown>;
  usage_metadata?: {
    input_tokens?: number;
    output_tokens?: number;
    total_tokens?: number;
    input_token_details?: { cache_read?: number; cache_creation?: number };
    output_token_details?: { reasoning?: number };
  };
}

/** Whether the answer came in pieces: what they add up to is still a piece. */
export function isStreamed({ generations }: LLMResult): boolean {
  const message = (generations[0]?.[0] as { message?: object } | undefined)?.message;
  return message !== undefined && 'concat' in message;
}

/** What a model said, from the end of its run. */
export function toModelAnswer({ generations, llmOutput }: LLMResult): ModelAnswer {
  const first = generations[0]?.[0];
  const message = (first as { message?: AnswerMessage } | undefined)?.message;
  const about = { ...first?.generationInfo, ...message?.response_metadata };
  const refusal = message?.additional_kwargs?.refusal;
  return {
    response: textOf(message?.content) ?? (first?.text || refusal || undefined),
    refusal,
    reasoning: message?.additional_kwargs?.reasoning_content,
    // Where a provider streams, its pieces of `model` are joined, and so is the name: `model_name` is kept whole.
    model: textFrom(about, ['model_name', 'model']),
    finishReason: toFinishReason(about),
    toolCalls: toToolCalls(message),
    usage: toUsage(message?.usage_metadata, llmOutput),
  };
}

function toFinishReason(about: Record<string, unknown>): string | undefined {
  const said = textFrom(about, ['finish_reason', 'stop_reason', 'finishReason']);
  if (said !== undefined) return said;
  // Responses API: a status, and why it is no other.
  const { status } = about;
  const { reason } = (about['incomplete_details'] ?? {}) as { reason?: string };
  if (status === 'incomplete') return reason === 'max_output_tokens' ? 'length' : reason;
  return status === 'completed' ? 'stop' : undefined;
}

function toToolCalls(message: AnswerMessage | undefined): ToolCall[] {
  const { tool_calls: calls = [], invalid_tool_calls: invalid = [] } = message ?? {};
  return [
    ...calls.map(({ id, name, args }) => ({ id, name, arguments: JSON.stringify(args) })),
    ...invalid.map(({ id, name = '', args = '' }) => ({ id, name, arguments: args })),
  ];
}

function toUsage(usage: AnswerMessage['usage_metadata'], llmOutput: LLMResult['llmOutput']): TokenUsage | undefined {
  if (usage) {
    return {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      totalTokens: usage.total_tokens,
      cachedInputTokens: usage.input_token_details?.cache_read,
      cacheCreationInputTokens: usage.input_token_details?.cache_creation,
      reasoningTokens: usage.output_token_details?.reasoning,
    };
  }
  const { promptTokens, completionTokens, totalTokens } = (llmOutput?.['tokenUsage'] ?? {}) as Record<string, number>;
  if (totalTokens === undefined) return undefined;
  return { inputTokens: promptTokens, outputTokens: completionTokens, totalTokens };
}

function textFrom(from: Record<string, unknown>, keys: string[]): string | undefined {
  for (const key of keys) if (typeof from[key] === 'string' && from[key]) return from[key];
  return undefined;
}
