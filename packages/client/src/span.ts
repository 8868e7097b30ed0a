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
  log(entry: LogEntry): LogHandle;
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
  readonly #tracer: Tracer;
  readonly #entry: LogEntry;
  readonly #startedAt = performance.now();
  readonly #hasStart: boolean;
  #ended: LogHandle | undefined;
  /** The `_start` log, with `phases: 'both'`: await it to run an effect only when its record is safe. */
  readonly started: LogHandle | undefined;

  constructor(tracer: Tracer, action: string, { phases = tracer.phases, ...options }: SpanOptions) {
    const context = currentContext();
    const { traceId = context?.traceId ?? `run-${createUuid()}` } = options;
    const above = context?.traceId === traceId ? context : undefined;
    const { parentSpanId = above?.spanId, agentId = above?.agentId } = options;
    const { sessionId = above?.sessionId, userId = above?.userId } = options;
    this.#tracer = tracer;
    this.id = isLogId(options.id) ? options.id : createLogId();
    this.traceId = traceId;
    const { prompt, metadata, ...fields } = options;
    this.#entry = { ...fields, action, traceId, parentSpanId, agentId, sessionId, userId };
    this.#entry.timestamp ??= new Date();
    this.update({ prompt, metadata });
    this.#hasStart = phases === 'both';
    if (this.#hasStart) {
      this.started = tracer.log({ ...this.#entry, id: this.id, action: `${toPhaseName(action)}_start` });
    }
  }

  /** Where code inside the span is. */
  get context(): SpanContext {
    const { agentId, sessionId, userId } = this.#entry;
    return { traceId: this.traceId, spanId: this.id, agentId, sessionId, userId };
  }

  /** Logs a child of this span, wherever the code runs. */
  log(entry: LogEntry): LogHandle {
    return runInContext(this.context, () => this.#tracer.log(entry));
  }

  /** Runs a span inside this one, wherever the code runs. */
  span<Result>(action: string, ...rest: SpanArguments<Result>): Result {
    return runInContext(this.context, () => runSpan(this.#tracer, action, ...rest));
  }

  /** Opens a span inside this one, to be ended by hand or by `using`. */
  startSpan(action: string, options: SpanOptions = {}): Span {
    return runInContext(this.context, () => new Span(this.#tracer, action, options));
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
    if (metadata) entry.metadata = { ...entry.metadata, ...this.#tracer.toMetadata(metadata) };
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
    if (!this.#hasStart) return this.#tracer.log({ ...entry, id: this.id, durationMs });
    const { prompt: _prompt, id: _id, ...rest } = entry;
    return this.#tracer.log({
      ...rest,
      action: `${toPhaseName(entry.action)}_end`,
      parentSpanId: this.id,
      timestamp: new Date(),
      metadata: { ...entry.metadata, latency_ms: durationMs },
    });
  }
}

export type SpanArguments<Result> = [fn: (span: Span) => Result] | [options: SpanOptions, fn: (span: Span) => Result];

/** Runs a function inside a span, and ends the span with it: when its promise settles, if it returns one. */
export function runSpan<Result>(tracer: Tracer, action: string, ...rest: SpanArguments<Result>): Result {
  const fn = rest.at(-1) as (span: Span) => Result;
  const span = new Span(tracer, action, rest.length === 2 ? rest[0] : {});
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
    // Some begin their work only when they are waited for.
    const waiting = result;
    return span.run(() =>
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
      ),
    ) as Result;
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
