import type { ModelAnswer, TokenUsage, ToolCall } from 'agentaudit-client/instrument';

/** A part of what a model gave, in any version of the SDK. */
export interface ContentPart {
  type: string;
  text?: string;
  toolCallId?: string;
  toolName?: string;
  input?: unknown;
}

/** From version 6 on, the counts have details; those of 5 and the flat ones of 7 are plain numbers. */
interface UsageLike {
  inputTokens?: number | { total?: number; cacheRead?: number };
  outputTokens?: number | { total?: number; reasoning?: number };
  totalTokens?: number;
  reasoningTokens?: number;
  cachedInputTokens?: number;
  inputTokenDetails?: { cacheReadTokens?: number };
  outputTokenDetails?: { reasoningTokens?: number };
}

export interface AnswerParts {
  content: readonly ContentPart[];
  model?: string | undefined;
  finishReason?: unknown;
  usage?: unknown;
}

export function toModelAnswer({ content, model, finishReason, usage }: AnswerParts): ModelAnswer {
  return {
    response: textOf(content, 'text'),
    reasoning: textOf(content, 'reasoning'),
    model,
    finishReason: toFinishReason(finishReason),
    toolCalls: content.filter(({ type }) => type === 'tool-call').map(toToolCall),
    usage: usage === undefined ? undefined : toUsage(usage as UsageLike),
  };
}

/** `openai.chat` and `openai.responses` are one provider. */
export function toProvider(provider: string): string {
  return provider.split('.')[0] ?? provider;
}

export function toFinishReason(reason: unknown): string | undefined {
  const isSplit = typeof reason === 'object' && reason !== null && 'unified' in reason;
  const word = isSplit ? reason.unified : reason;
  return typeof word === 'string' ? word.replaceAll('-', '_') : undefined;
}

function textOf(content: readonly ContentPart[], type: string): string | undefined {
  const texts = content.map((part) => (part.type === type ? (part.text ?? '') : ''));
  return texts.join('') || undefined;
}

function toToolCall({ toolCallId, toolName = '', input }: ContentPart): ToolCall {
  return { id: toolCallId, name: toolName, arguments: typeof input === 'string' ? input : JSON.stringify(input ?? {}) };
}

function toUsage({ inputTokens: input, outputTokens: output, ...usage }: UsageLike): TokenUsage {
  const inputDetails = typeof input === 'object' ? input : undefined;
  const outputDetails = typeof output === 'object' ? output : undefined;
  return {
    inputTokens: typeof input === 'object' ? input.total : input,
    outputTokens: typeof output === 'object' ? output.total : output,
    totalTokens: usage.totalTokens,
    cachedInputTokens: inputDetails?.cacheRead ?? usage.inputTokenDetails?.cacheReadTokens ?? usage.cachedInputTokens,
    reasoningTokens: outputDetails?.reasoning ?? usage.outputTokenDetails?.reasoningTokens ?? usage.reasoningTokens,
  };
}
