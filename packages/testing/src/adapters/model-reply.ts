/** What the model is to say next, for every protocol that the fake server speaks. */
export interface ModelReply {
  /** Default: `Hello from the model.`, unless there are tool calls, a refusal or an error. */
  text?: string;
  refusal?: string;
  /** What it thought before it spoke, where the protocol shows that. */
  thinking?: string;
  toolCalls?: ModelToolCall[];
  /** In the protocol's own words. Default: what fits. */
  finishReason?: string;
  usage?: Partial<ModelUsage>;

  /** An HTTP error in place of an answer. */
  status?: number;
  error?: { type: string; message: string; code?: string };
  headers?: Record<string, string>;

  /** Of a streamed answer, after so many events: the connection breaks. */
  cutAfter?: number;
  /** An error comes in the stream. */
  errorAfter?: number;
  /** Nothing more comes until the caller goes away. Zero withholds the headers as well, streamed or not. */
  holdAfter?: number;
  /** A response that ends as `failed` or `incomplete`; Responses API only. */
  outcome?: 'failed' | 'incomplete';
}

export interface ModelToolCall {
  id: string;
  name: string;
  arguments: unknown;
}

export interface ModelUsage {
  input: number;
  output: number;
  cachedInput: number;
  reasoning: number;
}

export const defaultText = 'Hello from the model.';

export const defaultUsage: ModelUsage = { input: 12, output: 8, cachedInput: 4, reasoning: 3 };

/** What is said, with nothing left open. */
export function complete(
  reply: ModelReply,
): ModelReply & { text: string; toolCalls: ModelToolCall[]; usage: ModelUsage } {
  const { toolCalls = [], refusal } = reply;
  const text = reply.text ?? (toolCalls.length > 0 || refusal !== undefined ? '' : defaultText);
  return { ...reply, text, toolCalls, usage: { ...defaultUsage, ...reply.usage } };
}

/** A text in pieces of a few words. */
export function toPieces(text: string): string[] {
  return text.match(/\S+\s*/g) ?? (text ? [text] : []);
}

/** The arguments of several calls in halves that take turns, as models send parallel calls. */
export function interleave(calls: ModelToolCall[]): { index: number; piece: string }[] {
  const texts = calls.map((call) => JSON.stringify(call.arguments));
  const halves = texts.map((text) => [
    text.slice(0, Math.ceil(text.length / 2)),
    text.slice(Math.ceil(text.length / 2)),
  ]);
  return [0, 1].flatMap((half) => halves.map((pieces, index) => ({ index, piece: pieces[half] ?? '' })));
}
