import { complete, interleave, type ModelReply, type ModelUsage, toPieces } from './model-reply.ts';

export interface ChatRequest {
  /** Which request to the server this is. */
  number: number;
  model: string;
  stream_options?: { include_usage?: boolean };
  input?: unknown;
  encoding_format?: string;
}

const created = 1_760_000_000;

/** `POST /chat/completions`, whole. */
export function toChatCompletion(reply: ModelReply, { model, number }: ChatRequest): object {
  const { text, toolCalls, refusal = null, usage, finishReason } = complete(reply);
  const tool_calls = toolCalls.map(({ id, name, arguments: args }) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }));
  const message = { role: 'assistant', content: text || null, refusal, ...(tool_calls.length > 0 && { tool_calls }) };
  return {
    id: `chatcmpl-${number}`,
    object: 'chat.completion',
    created,
    model: `${model}-2026-01-01`,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason ?? reasonFor(toolCalls) }],
    usage: toCompletionUsage(usage),
  };
}

/** `POST /chat/completions`, streamed; the arguments of parallel calls take turns. */
export function toChatEvents(reply: ModelReply, request: ChatRequest): string[] {
  const { text, toolCalls, refusal, usage, finishReason } = complete(reply);
  const asksUsage = request.stream_options?.include_usage === true;
  const chunk = (choices: object[], extra: object = {}) => ({
    id: `chatcmpl-${request.number}`,
    object: 'chat.completion.chunk',
    created,
    model: `${request.model}-2026-01-01`,
    choices,
    ...(asksUsage && { usage: null }),
    ...extra,
  });
  const delta = (content: object, reason: string | null = null) =>
    chunk([{ index: 0, delta: content, logprobs: null, finish_reason: reason }]);
  const starts = toolCalls.map(({ id, name }, index) =>
    delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
  );
  const pieces = interleave(toolCalls).map(({ index, piece }) =>
    delta({ tool_calls: [{ index, function: { arguments: piece } }] }),
  );
  const events = [
    delta({ role: 'assistant', content: toolCalls.length > 0 ? null : '' }),
    ...toPieces(text).map((content) => delta({ content })),
    ...toPieces(refusal ?? '').map((piece) => delta({ refusal: piece })),
    ...starts,
    ...pieces,
    delta({}, finishReason ?? reasonFor(toolCalls)),
    ...(asksUsage ? [chunk([], { usage: toCompletionUsage(usage) })] : []),
  ];
  return [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n'];
}

/** `POST /completions`. */
export function toTextCompletion(reply: ModelReply, { model }: ChatRequest): object {
  const { text, usage } = complete(reply);
  const choices = [{ index: 0, text, logprobs: null, finish_reason: 'stop' }];
  return { id: 'cmpl-fake', object: 'text_completion', created, model, choices, usage: toCompletionUsage(usage) };
}

/** `POST /embeddings`. */
export function toEmbeddings(reply: ModelReply, { model, input, encoding_format: format }: ChatRequest): object {
  const { usage } = complete(reply);
  const vector = [0.25, -0.5, 1];
  const embedding = format === 'base64' ? Buffer.from(new Float32Array(vector).buffer).toString('base64') : vector;
  const inputs = Array.isArray(input) ? input : [input];
  return {
    object: 'list',
    model,
    data: inputs.map((_, index) => ({ object: 'embedding', index, embedding })),
    usage: { prompt_tokens: usage.input, total_tokens: usage.input },
  };
}

function toCompletionUsage(usage: ModelUsage): object {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cachedInput },
    completion_tokens_details: { reasoning_tokens: usage.reasoning },
  };
}

function reasonFor(toolCalls: unknown[]): string {
  return toolCalls.length > 0 ? 'tool_calls' : 'stop';
}
