import { complete, interleave, type ModelReply, type ModelUsage, toPieces } from './model-reply.ts';

export interface MessagesRequest {
  number: number;
  model: string;
}

/** `POST /v1/messages`, whole. */
export function toMessage(reply: ModelReply, { model, number }: MessagesRequest): object {
  const { text, toolCalls, thinking, refusal, usage, finishReason } = complete(reply);
  const said = refusal ?? text;
  return {
    id: `msg_${number}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [
      ...(thinking === undefined ? [] : [{ type: 'thinking', thinking, signature: 'c2ln' }]),
      ...(said ? [{ type: 'text', text: said, citations: null }] : []),
      ...toolCalls.map(({ id, name, arguments: input }) => ({ type: 'tool_use', id, name, input })),
    ],
    stop_reason: finishReason ?? reasonFor(reply),
    stop_sequence: null,
    usage: toMessageUsage(usage),
  };
}

/** `POST /v1/messages`, streamed; content blocks come one after the other, as the protocol has it. */
export function toMessageEvents(reply: ModelReply, request: MessagesRequest): string[] {
  const { text, toolCalls, thinking, refusal, usage, finishReason } = complete(reply);
  const { output_tokens: _output, ...input } = toMessageUsage(usage) as { output_tokens: number };
  const start = { ...toMessage({}, request), content: [], stop_reason: null, usage: { ...input, output_tokens: 1 } };
  const events: { type: string }[] = [];
  let index = 0;
  const block = (empty: object, deltas: object[]) => {
    events.push({ type: 'content_block_start', index, content_block: empty } as { type: string });
    for (const delta of deltas) events.push({ type: 'content_block_delta', index, delta } as { type: string });
    events.push({ type: 'content_block_stop', index } as { type: string });
    index++;
  };
  if (thinking !== undefined) {
    const deltas = toPieces(thinking).map((piece) => ({ type: 'thinking_delta', thinking: piece }));
    const signed = [...deltas, { type: 'signature_delta', signature: 'c2ln' }];
    block({ type: 'thinking', thinking: '', signature: '' }, signed);
  }
  const said = refusal ?? text;
  if (said) {
    const deltas = toPieces(said).map((piece) => ({ type: 'text_delta', text: piece }));
    block({ type: 'text', text: '', citations: null }, deltas);
  }
  for (const call of toolCalls) {
    const pieces = interleave([call]).map(({ piece }) => ({ type: 'input_json_delta', partial_json: piece }));
    block({ type: 'tool_use', id: call.id, name: call.name, input: {} }, pieces);
  }
  const all = [
    { type: 'message_start', message: start },
    { type: 'ping' },
    ...events,
    {
      type: 'message_delta',
      delta: { stop_reason: finishReason ?? reasonFor(reply), stop_sequence: null },
      usage: { output_tokens: usage.output, output_tokens_details: { thinking_tokens: usage.reasoning } },
    },
    { type: 'message_stop' },
  ];
  return all.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

function toMessageUsage(usage: ModelUsage): object {
  return {
    input_tokens: usage.input - usage.cachedInput,
    cache_read_input_tokens: usage.cachedInput,
    cache_creation_input_tokens: 0,
    output_tokens: usage.output,
    output_tokens_details: { thinking_tokens: usage.reasoning },
  };
}

function reasonFor({ toolCalls = [], refusal }: ModelReply): string {
  if (refusal !== undefined) return 'refusal';
  return toolCalls.length > 0 ? 'tool_use' : 'end_turn';
}
