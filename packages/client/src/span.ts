import { currentContext, runInContext, type SpanContext } from './context.ts';
import type { LogEntry } from './log-entry.ts';
import { LogHandle } from './log-handle.ts';
import { messageOf } from './error-message.ts';
import { createLogId, createUuid, isLogId } from './typeid.ts';

export interface SpanOptions extends Omit<LogEntry, 'action' | 'response' | 'durationMs' | 'status'> {
  /** `both` writes a `_start` log before the effect and an `_end` log after it. Default: the client's. */
  phases?: 'end' | 'both' | undefined;
}

export interface TraceOptions extends SpanOptions {
  /** Default `agent_run`. */
  action?: string;
}

export interface WrapOptions extends SpanOptions {
  /** Default `tool_use`. */
  action?: string;
  /** What `metadata.tool` calls it. Default: the function's name. */
  name?: string;
}

/** What is known only when the span ends, or on the way there. */
export type SpanUpdate = Pick<LogEntry, 'prompt' | 'response' | 'metadata' | 'status'>;

export interface Tracer {
  /** A log in this very context, whatever context the code runs in. */
  log(entry: LogEntry, context: SpanContext | null): LogHandle;
  /** The text to record for a value, which may change afterwards. */
  toText(value: unknown): string | undefined;
  toMetadata(value: Record<string, unknown>): Record<string, unknown>;
  phases: 'end' | 'both';
}

/** Something that goes on for a while: a log with a duration, and the parent of what is logged inside. */
export class Span {
  /** The id of its log: a parent that children can name before it ends. */
  readonly id: string;
  readonly traceId: string;
  /** Where code inside the span is. */
  readonly context: SpanContext;
  /** The `_start` log, with `phases: 'both'`: await it to run an effect only when its record is safe. */
  readonly started: LogHandle | undefined;
  readonly #tracer: Tracer;
  readonly #entry: LogEntry;
  readonly #startedAt = performance.now();
  #ended: LogHandle | undefined;

  constructor(tracer: Tracer, action: string, options: SpanOptions, around = currentContext()) {
    const { traceId = around?.traceId ?? `run-${createUuid()}`, phases = tracer.phases } = options;
    const above = around?.traceId === traceId ? around : undefined;
    const { parentSpanId = above?.spanId, agentId = above?.agentId } = options;
    const { sessionId = above?.sessionId, userId = above?.userId, timestamp = new Date() } = options;
    const id = isLogId(options.id) ? options.id : createLogId();
    this.id = id;
    this.traceId = traceId;
    this.context = { traceId, spanId: id, agentId, sessionId, userId };
    this.#tracer = tracer;
    const fields = { ...options, id, action, traceId, parentSpanId, agentId, sessionId, userId, timestamp };
    // What may change before the span ends is copied.
    fields.phases = fields.prompt = fields.metadata = undefined;
    this.#entry = fields;
    this.update(options);
    if (phases === 'both') this.started = this.#write({ action: `${toPhaseName(action)}_start` });
  }

  /** Logs a child of this span, wherever the code runs. */
  log(entry: LogEntry): LogHandle {
    return this.#tracer.log(entry, this.context);
  }

  /** Runs a span inside this one, wherever the code runs. */
  span<Result>(action: string, ...rest: SpanArguments<Result>): Result {
    return runSpan(this.#tracer, action, rest, this.context);
  }

  /** Opens a span inside this one, to be ended by hand or by `using`. */
  startSpan(action: string, options: SpanOptions = {}): Span {
    return new Span(this.#tracer, action, options, this.context);
  }

  /** Runs code inside the span, without ending it. */
  run<Result>(fn: () => Result): Result {
    return runInContext(this.context, fn);
  }

  /** Adds what has become known; metadata is merged. */
  update({ prompt, response, metadata, status }: SpanUpdate): this {
    const entry = this.#entry;
    if (prompt !== undefined) entry.prompt = this.#tracer.toText(prompt);
    if (response !== undefined) entry.response = this.#tracer.toText(response);
    if (metadata) {
      const copy = this.#tracer.toMetadata(metadata);
      entry.metadata = entry.metadata ? { ...entry.metadata, ...copy } : copy;
    }
    if (status) entry.status = status;
    return this;
  }

  /** Writes the log; a second call changes nothing. */
  end(update: SpanUpdate = {}): LogHandle {
    return (this.#ended ??= this.#finish(update));
  }

  /** Ends it with what was thrown. An abort is no error: the caller wanted it. */
  fail(error: unknown): LogHandle {
    if (isAbort(error)) return this.end({ metadata: { finish_reason: 'cancelled' } });
    const { name, status } = (error ?? {}) as { name?: unknown; status?: unknown };
    const type = error instanceof Error ? String(name) : typeof error;
    const known = typeof status === 'number' ? { status } : {};
    return this.end({ status: 'error', metadata: { error: { type, message: messageOf(error), ...known } } });
  }

  [Symbol.dispose](): void {
    this.end();
  }

  #finish(update: SpanUpdate): LogHandle {
    this.update(update);
    const entry = this.#entry;
    const durationMs = Math.round((performance.now() - this.#startedAt) * 1000) / 1000;
    if (!this.started) {
      // It knows its place, and the code that ends it may be anywhere: within one of its own children, say.
      entry.durationMs = durationMs;
      return this.#tracer.log(entry, null);
    }
    const { action, metadata } = entry;
    return this.#write({
      id: undefined,
      action: `${toPhaseName(action)}_end`,
      prompt: undefined,
      parentSpanId: this.id,
      timestamp: new Date(),
      metadata: { ...metadata, latency_ms: durationMs },
    });
  }

  /** One of its two logs. */
  #write(fields: Partial<LogEntry>): LogHandle {
    return this.#tracer.log({ ...this.#entry, ...fields }, null);
  }
}

export type SpanArguments<Result> = [fn: (span: Span) => Result] | [options: SpanOptions, fn: (span: Span) => Result];

/** Runs a function inside a span, and ends the span with it: when its promise settles, if it returns one. */
export function runSpan<Result>(
  tracer: Tracer,
  action: string,
  rest: SpanArguments<Result>,
  around?: SpanContext,
): Result {
  const [options, fn] = rest.length === 2 ? rest : [{}, rest[0]];
  const span = new Span(tracer, action, options, around);
  return runInside(span, () => fn(span));
}

/** A function that does what `fn` does and leaves a span: arguments as the prompt, the result as the response. */
export function wrapFunction<Fn extends (...args: never[]) => unknown>(
  tracer: Tracer,
  fn: Fn,
  { action = 'tool_use', name = fn.name || 'anonymous', ...options }: WrapOptions,
): Fn {
  const wrapped = function wrapped(this: unknown, ...args: Parameters<Fn>): unknown {
    const prompt = args.length === 1 ? args[0] : args;
    const metadata = { tool: name, ...options.metadata };
    const span = new Span(tracer, action, { prompt, ...options, metadata });
    return runInside(
      span,
      () => fn.apply(this, args),
      (response) => span.update({ response }),
    );
  };
  Object.defineProperties(wrapped, { name: { value: fn.name }, length: { value: fn.length } });
  return wrapped as unknown as Fn;
}

function runInside<Result>(span: Span, fn: () => Result, onResult?: (result: unknown) => void): Result {
  let result: Result;
  try {
    result = span.run(fn);
  } catch (error) {
    span.fail(error);
    throw error;
  }
  // A handle is a thenable as well, but waiting for it would make the span wait for the network.
  if (isThenable(result) && !(result instanceof LogHandle)) {
    const waiting = result;
    const endWithIt = () =>
      waiting.then(
        (value) => {
          onResult?.(value);
          span.end();
          return value;
        },
        (error: unknown) => {
          span.fail(error);
          throw error;
        },
      );
    // A promise of the language has begun its work; others begin it when they are waited for.
    return (waiting.then === Promise.prototype.then ? endWithIt() : span.run(endWithIt)) as Result;
  }
  onResult?.(result);
  span.end();
  return result;
}

/** `llm_call` starts and ends as `llm_start` and `llm_end`; other names are kept whole. */
function toPhaseName(action: string): string {
  return action.replace(/_(?:call|run|use)$/, '');
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function isAbort(error: unknown): boolean {
  return (error as { name?: unknown } | null | undefined)?.name === 'AbortError';
}
