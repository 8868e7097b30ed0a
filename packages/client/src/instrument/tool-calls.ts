import type { SpanContext } from '../context.ts';

/** What the parts of an adapter, those that see the model and those that see its tools, tell each other by call id. */
export class ToolCallBook {
  readonly #contexts = new Map<string, SpanContext>();
  readonly #recorded = new Map<string, true>();

  /** Where the logs of a call belong. */
  contextOf(callId: string): SpanContext | undefined {
    return this.#contexts.get(callId);
  }

  noteAsked(callId: string, context: SpanContext): void {
    remember(this.#contexts, callId, context);
  }

  /** Whether the call has begun to run, and so has a log. */
  isRecorded(callId: string): boolean {
    return this.#recorded.has(callId);
  }

  noteRecorded(callId: string): void {
    remember(this.#recorded, callId, true);
  }
}

const books = new WeakMap<object, ToolCallBook>();

/** The one of a client. */
export function toolCallsOf(client: object): ToolCallBook {
  const book = books.get(client) ?? new ToolCallBook();
  books.set(client, book);
  return book;
}

/** The last thousand: a call runs soon after it is asked for, or never. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= 1000) return;
    map.delete(oldest);
  }
}
