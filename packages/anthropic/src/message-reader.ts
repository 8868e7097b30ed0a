import type { AnswerReader, ModelAnswer, ToolCall } from 'agentaudit-client/instrument';

import { fromMessageUsage, type MessageUsage } from './usage.ts';

interface Message {
  model?: string;
  content?: ContentBlock[];
  stop_reason?: string | null;
  usage?: MessageUsage;
}

interface ContentBlock {
  type?: string;
  id?: string;
  name?: string;
  text?: string;
  thinking?: string;
  input?: unknown;
  /** The input so far, of a block that is still arriving. */
  partialInput?: string;
}

interface StreamEvent {
  type?: string;
  index?: number;
  message?: Message;
  content_block?: ContentBlock;
  delta?: { text?: string; thinking?: string; partial_json?: string; stop_reason?: string | null };
  usage?: MessageUsage;
  error?: { type?: string; message?: string };
}

/** Reads messages, whole or streamed. */
export function createMessageReader(): AnswerReader {
  let message: Message = {};
  let error: ModelAnswer['error'];
  let isComplete = false;

  function readEvent(event: StreamEvent): void {
    const { type, index = 0, delta } = event;
    if (event.message) message = { ...event.message, content: [...(event.message.content ?? [])] };
    if (event.content_block) (message.content ??= [])[index] = { ...event.content_block };
    if (type === 'content_block_delta') addDelta(message.content?.[index], delta);
    if (delta?.stop_reason) message.stop_reason = delta.stop_reason;
    if (event.usage) message.usage = merge(message.usage, event.usage);
    if (type === 'error') error = toError(event.error);
    if (type === 'message_stop' || type === 'error') isComplete = true;
  }

  return {
    get isComplete() {
      return isComplete;
    },
    readBody: (body) => void (message = body as Message),
    readEvent: (data) => readEvent(data as StreamEvent),
    answer: () => ({ ...toAnswer(message), error }),
  };
}

function addDelta(block: ContentBlock | undefined, delta: StreamEvent['delta']): void {
  if (!block || !delta) return;
  if (delta.text !== undefined) block.text = (block.text ?? '') + delta.text;
  if (delta.thinking !== undefined) block.thinking = (block.thinking ?? '') + delta.thinking;
  if (delta.partial_json !== undefined) block.partialInput = (block.partialInput ?? '') + delta.partial_json;
}

/** The counts are cumulative, and an event holds only those that it has news of. */
function merge(before: MessageUsage = {}, news: MessageUsage): MessageUsage {
  const known = Object.entries(news).filter(([, value]) => value !== null && value !== undefined);
  return { ...before, ...(Object.fromEntries(known) as MessageUsage) };
}

function toError({ type = 'error', message = 'The provider gave no reason' }: NonNullable<StreamEvent['error']> = {}) {
  return { type, message };
}

function toAnswer({ model, content = [], stop_reason: stopReason, usage }: Message): ModelAnswer {
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  return {
    response: text || undefined,
    refusal: stopReason === 'refusal' ? text : undefined,
    reasoning: content.map((block) => block.thinking ?? '').join(''),
    model,
    finishReason: stopReason ?? undefined,
    toolCalls: content.filter(({ type }) => type?.endsWith('tool_use')).map(toToolCall),
    usage: usage && fromMessageUsage(usage),
  };
}

function toToolCall({ id, name = '', input = {}, partialInput }: ContentBlock): ToolCall {
  return { id, name, arguments: partialInput || JSON.stringify(input) };
}
