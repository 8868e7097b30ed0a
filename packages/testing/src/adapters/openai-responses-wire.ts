import { complete, interleave, type ModelReply, toPieces } from './model-reply.ts';

export interface ResponsesRequest {
  number: number;
  model: string;
}

/** `POST /responses`, whole. */
export function toResponse(reply: ModelReply, { model, number }: ResponsesRequest): object {
  const { usage, outcome = 'completed', error } = complete(reply);
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: 1_760_000_000,
    status: outcome,
    model: `${model}-2026-01-01`,
    error:
      outcome === 'failed' ? { code: error?.type ?? 'server_error', message: error?.message ?? 'It failed.' } : null,
    incomplete_details: outcome === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    output: outcome === 'failed' ? [] : toItems(reply),
    parallel_tool_calls: true,
    tools: [],
    tool_choice: 'auto',
    metadata: {},
    instructions: null,
    temperature: 1,
    top_p: 1,
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cachedInput },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.input + usage.output,
    },
  };
}

/** `POST /responses`, streamed. */
export function toResponseEvents(reply: ModelReply, request: ResponsesRequest): string[] {
  const { text, toolCalls, refusal, outcome = 'completed' } = complete(reply);
  const whole = toResponse(reply, request) as { status: string };
  const open = { ...whole, status: 'in_progress', output: [], usage: null, error: null, incomplete_details: null };
  const items = toItems(reply);
  const events: object[] = [
    { type: 'response.created', response: open },
    { type: 'response.in_progress', response: open },
  ];
  const first = text || refusal ? 1 : 0;
  if (first) events.push(...toMessageEvents(text, refusal, items[0] as object));
  for (const [index, item] of items.slice(first).entries()) {
    const empty = { ...item, arguments: '', status: 'in_progress' };
    events.push({ type: 'response.output_item.added', output_index: first + index, item: empty });
  }
  for (const { index, piece } of interleave(toolCalls)) {
    events.push({
      type: 'response.function_call_arguments.delta',
      output_index: first + index,
      item_id: `fc_${index}`,
      delta: piece,
    });
  }
  for (const [index, item] of items.slice(first).entries()) {
    const { arguments: args } = item as { arguments: string };
    const at = { output_index: first + index, item_id: `fc_${index}` };
    events.push({ type: 'response.function_call_arguments.done', ...at, arguments: args });
    events.push({ type: 'response.output_item.done', output_index: first + index, item });
  }
  events.push({ type: `response.${outcome}`, response: whole });
  return events.map((event, number) => {
    const { type } = event as { type: string };
    return `event: ${type}\ndata: ${JSON.stringify({ ...event, sequence_number: number })}\n\n`;
  });
}

function toMessageEvents(text: string, refusal: string | undefined, item: object): object[] {
  const at = { output_index: 0, content_index: 0, item_id: 'msg_fake' };
  const [kind, said] = refusal === undefined ? ['output_text', text] : ['refusal', refusal];
  const part = (content: string) =>
    refusal === undefined ? { type: kind, text: content, annotations: [] } : { type: kind, refusal: content };
  const done = refusal === undefined ? { text: said } : { refusal: said };
  return [
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, part: part('') },
    ...toPieces(said).map((delta) => Object.assign({ type: `response.${kind}.delta`, delta }, at)),
    { type: `response.${kind}.done`, ...at, ...done },
    { type: 'response.content_part.done', ...at, part: part(said) },
    { type: 'response.output_item.done', output_index: 0, item },
  ];
}

function toItems(reply: ModelReply): object[] {
  const { text, toolCalls, refusal } = complete(reply);
  const content = refusal === undefined ? { type: 'output_text', text, annotations: [] } : { type: 'refusal', refusal };
  const message = { id: 'msg_fake', type: 'message', role: 'assistant', status: 'completed', content: [content] };
  const calls = toolCalls.map(({ id, name, arguments: args }, index) => ({
    id: `fc_${index}`,
    type: 'function_call',
    status: 'completed',
    call_id: id,
    name,
    arguments: JSON.stringify(args),
  }));
  return text || refusal ? [message, ...calls] : calls;
}
