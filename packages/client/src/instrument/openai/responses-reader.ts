import type { ModelAnswer, ToolCall } from '../model-answer.ts';
import type { AnswerReader } from '../recorded-call.ts';

import { type ApiError, toAnswerError } from './api-error.ts';
import { fromResponseUsage, type ResponseUsage } from './usage.ts';

interface ResponseBody {
  model?: string;
  status?: string;
  output?: OutputItem[];
  usage?: ResponseUsage | null;
  error?: ApiError | null;
  incomplete_details?: { reason?: string } | null;
}

interface OutputItem {
  id?: string;
  type?: string;
  call_id?: string;
  name?: string;
  arguments?: string;
  input?: string;
  summary?: { text?: string }[];
  content?: { type?: string; text?: string; refusal?: string }[];
}

interface StreamEvent extends ApiError {
  type?: string;
  response?: ResponseBody;
  output_index?: number;
  content_index?: number;
  item?: OutputItem;
  delta?: string;
  error?: ApiError;
}

const ends = new Set(['response.completed', 'response.failed', 'response.incomplete']);

/** Reads responses, whole or streamed. */
export function createResponsesReader(): AnswerReader {
  let response: ResponseBody = {};
  let isComplete = false;
  /** By `output_index`, until the last event brings the whole. */
  const items = new Map<number, OutputItem>();

  function readEvent(event: StreamEvent): void {
    const { type = '', output_index: index = -1, item, delta } = event;
    if (event.response) response = event.response;
    if (item) items.set(index, item);
    const isError = type === 'error' || (!type && event.error !== undefined);
    if (isError) response = { ...response, error: event.error ?? event };
    if (ends.has(type) || isError) isComplete = true;
    if (typeof delta === 'string') addDelta(items.get(index), event, delta);
  }

  return {
    get isComplete() {
      return isComplete;
    },
    readBody: (body) => void (response = body as ResponseBody),
    readEvent: (data) => readEvent(data as StreamEvent),
    answer: () => toAnswer(response.output?.length ? response : { ...response, output: [...items.values()] }),
  };
}

function addDelta(item: OutputItem | undefined, { type, content_index: at = 0 }: StreamEvent, delta: string): void {
  if (!item) return;
  if (type === 'response.function_call_arguments.delta') item.arguments = (item.arguments ?? '') + delta;
  if (type === 'response.custom_tool_call_input.delta') item.input = (item.input ?? '') + delta;
  const field = type === 'response.output_text.delta' ? 'text' : type === 'response.refusal.delta' ? 'refusal' : null;
  if (!field) return;
  const content = (item.content ??= []);
  const part = (content[at] ??= {});
  part[field] = (part[field] ?? '') + delta;
}

function toAnswer({
  model,
  status,
  output = [],
  usage,
  error,
  incomplete_details: incomplete,
}: ResponseBody): ModelAnswer {
  const parts = output.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []));
  const text = parts.map((part) => part.text ?? '').join('');
  const refusal = parts.map((part) => part.refusal ?? '').join('');
  const toolCalls = output.filter(({ type }) => type?.endsWith('_call')).map(toToolCall);
  return {
    response: text || refusal || undefined,
    refusal,
    reasoning: output.flatMap(({ summary }) => summary?.map((part) => part.text ?? '') ?? []).join('\n'),
    model,
    toolCalls,
    usage: usage ? fromResponseUsage(usage) : undefined,
    finishReason: toFinishReason(status, incomplete?.reason, toolCalls.length > 0),
    error: error || status === 'failed' ? toAnswerError(error ?? {}) : undefined,
  };
}

function toToolCall({ type = '', id, call_id: callId, name, arguments: args, input }: OutputItem): ToolCall {
  return { id: callId ?? id, name: name ?? type, arguments: args ?? input ?? '' };
}

/** In the words of chat completions. Undefined while the answer is under way. */
function toFinishReason(status: string | undefined, reason: string | undefined, callsTools: boolean) {
  if (status === 'completed') return callsTools ? 'tool_calls' : 'stop';
  if (status === 'incomplete') return reason === 'max_output_tokens' ? 'length' : (reason ?? status);
  return status === 'in_progress' ? undefined : status;
}
