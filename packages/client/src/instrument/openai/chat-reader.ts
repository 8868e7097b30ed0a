import type { ModelAnswer, ToolCall } from '../model-answer.ts';
import type { AnswerReader } from '../recorded-call.ts';

import { type ApiError, toAnswerError } from './api-error.ts';
import { type CompletionUsage, fromCompletionUsage } from './usage.ts';

interface Chunk {
  model?: string;
  choices?: Choice[];
  usage?: CompletionUsage | null;
  error?: ApiError;
}

interface Choice {
  index?: number;
  finish_reason?: string | null;
  /** Of completions, which have no messages. */
  text?: string;
  message?: Message;
  delta?: Message;
}

interface Message {
  content?: string | null;
  refusal?: string | null;
  /** Of servers that show it; OpenAI's own does not. */
  reasoning_content?: string | null;
  audio?: { transcript?: string } | null;
  tool_calls?: ToolCallPart[] | null;
  function_call?: FunctionPart | null;
}

interface FunctionPart {
  name?: string;
  arguments?: string;
}

interface ToolCallPart {
  index?: number;
  id?: string;
  function?: FunctionPart;
  custom?: { name?: string; input?: string };
}

/** What a choice has come to so far. */
interface ChoiceSoFar {
  text: string;
  refusal: string;
  reasoning: string;
  finishReason?: string;
  calls: Map<number, ToolCall>;
}

/** Reads chat completions and completions, whole or streamed. */
export function createChatReader(): AnswerReader {
  const choices = new Map<number, ChoiceSoFar>();
  const rest: Pick<ModelAnswer, 'model' | 'usage' | 'error'> = {};
  let isComplete = false;

  function read({ model, usage, error, choices: parts = [] }: Chunk): void {
    if (model) rest.model = model;
    if (usage) rest.usage = fromCompletionUsage(usage);
    if (error) rest.error = toAnswerError(error);
    for (const [position, part] of parts.entries()) readChoice(part, position);
  }

  function readChoice(part: Choice, position: number): void {
    const index = part.index ?? position;
    const choice = choices.get(index) ?? { text: '', refusal: '', reasoning: '', calls: new Map<number, ToolCall>() };
    choices.set(index, choice);
    const message = part.delta ?? part.message ?? {};
    choice.text += part.text ?? message.content ?? message.audio?.transcript ?? '';
    choice.refusal += message.refusal ?? '';
    choice.reasoning += message.reasoning_content ?? '';
    if (part.finish_reason) choice.finishReason = part.finish_reason;
    for (const call of message.tool_calls ?? []) addCall(choice.calls, call);
    if (message.function_call) addCall(choice.calls, { index: 0, function: message.function_call });
  }

  return {
    get isComplete() {
      return isComplete;
    },
    readBody: (body) => read(body as Chunk),
    readEvent(data) {
      if (data === '[DONE]') isComplete = true;
      else read(data as Chunk);
      if (rest.error) isComplete = true;
    },
    answer: () => ({ ...rest, ...toAnswer([...choices.values()]) }),
  };
}

/** Parallel calls arrive in turns: their index tells them apart, or, where a server leaves it out, their id. */
function addCall(calls: Map<number, ToolCall>, { index, id, function: plain, custom }: ToolCallPart): void {
  const at = index ?? (id === undefined ? calls.size - 1 : calls.size);
  const call = calls.get(at) ?? { id, name: '', arguments: '' };
  calls.set(at, call);
  call.id ??= id;
  call.name ||= plain?.name ?? custom?.name ?? '';
  call.arguments += plain?.arguments ?? custom?.input ?? '';
}

function toAnswer(choices: ChoiceSoFar[]): ModelAnswer {
  const texts = choices.map(({ text, refusal }) => text || refusal);
  return {
    response: texts.length > 1 ? texts : texts[0] || undefined,
    refusal: choices.map((choice) => choice.refusal).find(Boolean),
    reasoning: choices.map((choice) => choice.reasoning).find(Boolean),
    finishReason: choices.map((choice) => choice.finishReason).find(Boolean),
    toolCalls: choices.flatMap(({ calls }) => [...calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call)),
  };
}
