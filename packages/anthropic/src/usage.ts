import type { TokenUsage } from 'agentaudit-client/instrument';

export interface MessageUsage {
  input_tokens?: number | null;
  cache_read_input_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  output_tokens?: number | null;
  output_tokens_details?: { thinking_tokens?: number | null } | null;
}

/** Anthropic counts cached input beside the rest of it; here, as with other providers, it is part of the input. */
export function fromMessageUsage(usage: MessageUsage): TokenUsage {
  const cachedInputTokens = usage.cache_read_input_tokens ?? undefined;
  const cacheCreationInputTokens = usage.cache_creation_input_tokens ?? undefined;
  const fresh = usage.input_tokens ?? undefined;
  return {
    inputTokens: fresh === undefined ? undefined : fresh + (cachedInputTokens ?? 0) + (cacheCreationInputTokens ?? 0),
    outputTokens: usage.output_tokens ?? undefined,
    cachedInputTokens,
    cacheCreationInputTokens,
    reasoningTokens: usage.output_tokens_details?.thinking_tokens ?? undefined,
  };
}
