import type { AuditLog, GuardrailCheck } from 'agentaudit-schemas';

import { platform } from '#platform';
import { ApiClient } from './api-client.ts';
import { requireApproval, type RequireApprovalOptions } from './approval.ts';
import { createBatchSender } from './batch-sender.ts';
import { currentContext, runInContext, type SpanContext } from './context.ts';
import { Delivery, type FlushResult } from './delivery.ts';
import { createSnapshots, type Snapshots } from './entry-snapshot.ts';
import { DroppedError, TimeoutError } from './errors.ts';
import type { BatchLogEntry, LogEntry } from './log-entry.ts';
import { LogBatchHandle, LogHandle } from './log-handle.ts';
import type { ClientOptions, DurabilityOptions, Logger, RequestOptions } from './options.ts';
import { Pause } from './pause.ts';
import type { Spool } from './platform.ts';
import { QueuedEntry } from './queued-entry.ts';
import { messageOf } from './error-message.ts';
import { runSpan, Span, type SpanArguments, type SpanOptions, type TraceOptions, type Tracer } from './span.ts';
import { wrapFunction, type WrapOptions } from './span.ts';
import { type GatedCall, type GateOptions, passGate } from './tool-gate.ts';
import { extractContext, type HeaderCarrier, type HeaderSource, injectContext } from './traceparent.ts';
import { createLogId } from './typeid.ts';

/** How long an awaited log may go without an answer; it stays queued after that. */
const acknowledgeMs = 30_000;

const silence: Logger = { error() {}, warn() {} };

/**
 * Records what agents do, and calls the rest of the API.
 *
 * `log()` costs microseconds, never throws and never waits: entries are sent in batches behind it, again and again
 * until the server has them or the buffer is full. On Node the process is not kept alive for them, but does not end
 * without a last attempt.
 */
export class AgentAuditClient extends ApiClient {
  readonly #snapshots: Snapshots;
  readonly #delivery: Delivery;
  readonly #tracer: Tracer;
  readonly #agentId: string | undefined;
  readonly #acknowledge: (entry: QueuedEntry) => Promise<AuditLog>;

  constructor(options: ClientOptions = {}) {
    super(options);
    const { batch = {}, buffer = {}, exit = {}, retry = {}, compression = true } = options;
    const { transport, origin, timeoutMs } = this.connection;
    const logger = options.logger === false ? silence : (options.logger ?? console);
    const durability = toDurability(options.durability);
    this.#snapshots = createSnapshots(options);
    this.#delivery = new Delivery(
      {
        maxEntries: Math.min(batch.maxEntries ?? 50, 50),
        maxBytes: batch.maxBytes ?? 900_000,
        lingerMs: batch.lingerMs ?? 200,
        concurrency: batch.concurrency ?? 4,
        bufferEntries: buffer.maxEntries ?? 100_000,
        bufferBytes: buffer.maxBytes ?? 64 * 1024 * 1024,
        exitTimeoutMs: exit.timeoutMs ?? 2000,
        drainsOnSignals: exit.signals ?? true,
        writesAhead: durability.mode === 'spool',
        waitUntil: options.waitUntil,
      },
      {
        sender: createBatchSender({
          transport,
          url: `${origin}/api/v1/audit-logs/batch`,
          headers: () => this.headersFor('key'),
          timeoutMs,
          compression,
        }),
        snapshots: this.#snapshots,
        logger,
        spool: openSpool(durability, `${origin}\n${this.connection.apiKey ?? ''}`, logger),
        pause: new Pause({ baseMs: retry.baseMs ?? 100, maxMs: retry.maxMs ?? 10_000 }),
      },
    );
    this.#agentId = options.agentId;
    this.#tracer = {
      log: (entry) => this.log(entry),
      phases: options.phases ?? 'end',
      toText: (value) => this.#snapshots.toText(value),
      toMetadata: (value) => this.#snapshots.toMetadata(value),
    };
    this.#acknowledge = (entry) => this.#outcomeOf(entry);
  }

  /**
   * Records one event and returns at once. The entry is copied during the call; values that JSON cannot say are put in
   * words. Inside a span, its trace and parent are filled in.
   */
  log(entry: LogEntry): LogHandle {
    const queued = this.#snapshots.take(entry);
    if (!queued) return new LogHandle(new QueuedEntry(createLogId(), -1, ''), rejectFiltered);
    this.#delivery.enqueue(queued);
    return new LogHandle(queued, this.#acknowledge);
  }

  /**
   * Records several events, any number of them. Await the handle for their ids, in the order given, once all are stored.
   * An entry may name another one of the same call as its parent by `ref` and `parentRef`.
   */
  logBatch(entries: Iterable<BatchLogEntry>): LogBatchHandle {
    const all = [...entries];
    const ids = all.map(({ id }) => id ?? createLogId());
    const idOf = new Map(all.map(({ ref }, index) => [ref, ids[index] as string]));
    const handles = all.map(({ ref: _ref, parentRef, ...entry }, index) => {
      if (parentRef !== undefined) entry.parentSpanId = idOf.get(parentRef) ?? parentRef;
      return this.log(Object.assign(entry, { id: ids[index] }));
    });
    return new LogBatchHandle(handles);
  }

  /**
   * Sends what was logged before the call, without further delay, and says what became of it. Never rejects. Resolves
   * when all of it is settled, when the time is up (default 30 seconds), or at once when the server refuses the credential.
   */
  flush(options: { timeoutMs?: number } = {}): Promise<FlushResult> {
    return this.#delivery.flush(options.timeoutMs ?? 30_000);
  }

  /**
   * Called as a flush begins, for those who hold back what they have not seen the end of; `isLast` when the client is
   * being closed or the process is ending. Returns how to call that off.
   */
  beforeFlush(listener: (isLast: boolean) => void): () => void {
    return this.#delivery.beforeFlush(listener);
  }

  /** Flushes and ends: what is logged later is dropped. With `exit` or `spool`, what is left waits on disk. */
  async close(options: { timeoutMs?: number } = {}): Promise<FlushResult> {
    const result = await this.#delivery.close(options.timeoutMs ?? 30_000);
    this.connection.transport.close();
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Runs a function as one trace: what is logged inside belongs to it, across awaits. Leaves an `agent_run` log with the
   * name. Within a trace it is a span of that trace.
   */
  trace<Result>(name: string, fn: (span: Span) => Result): Result;
  trace<Result>(name: string, options: TraceOptions, fn: (span: Span) => Result): Result;
  trace<Result>(name: string, ...rest: SpanArguments<Result>): Result {
    const fn = rest.at(-1) as (span: Span) => Result;
    const { action = 'agent_run', ...options } = (rest.length === 2 ? rest[0] : {}) as TraceOptions;
    return runSpan(this.#tracer, action, { ...options, metadata: { name, ...options.metadata } }, fn);
  }

  /** Runs a function as a span: a log with a duration, and the parent of what is logged inside. */
  span<Result>(action: string, fn: (span: Span) => Result): Result;
  span<Result>(action: string, options: SpanOptions, fn: (span: Span) => Result): Result;
  span<Result>(action: string, ...rest: SpanArguments<Result>): Result {
    return runSpan(this.#tracer, action, ...rest);
  }

  /**
   * Opens a span to be ended by `using`, or by `end()`. It is not the parent of what is logged around it unless you say
   * so, with its own `log`, `span` or `run`: parallel work would take each other's spans for parents.
   */
  startSpan(action: string, options: SpanOptions = {}): Span {
    return new Span(this.#tracer, action, options);
  }

  /** A function with the same signature that leaves a span, by default `tool_use`: arguments, result, duration, error. */
  wrap<Fn extends (...args: never[]) => unknown>(fn: Fn, options: WrapOptions = {}): Fn {
    return wrapFunction(this.#tracer, fn, options);
  }

  /**
   * The way from a tool call to its effect: the server's rules, then a person's approval if asked for, then `run` with
   * the arguments as they were redacted and approved. GuardrailBlockedError, ApprovalDeniedError or whatever went wrong:
   * nothing ran.
   */
  gate<Result>(
    call: GatedCall,
    options: GateOptions,
    run: (args: Record<string, unknown>) => Result | Promise<Result>,
  ): Promise<Result> {
    const check = (event: GuardrailCheck, request?: RequestOptions) => this.check(event, request);
    const log = (entry: LogEntry) => this.log(entry);
    return passGate({ hitl: this.hitl, check, log, agentId: this.#agentId }, call, options, run);
  }

  /**
   * A function that runs only when a person approves, with the arguments they approved, once for each approval, and not
   * at all when the server cannot be reached. It is about the first argument, an object; others pass through.
   */
  requireApproval<Input extends object, Rest extends unknown[], Result>(
    fn: (input: Input, ...rest: Rest) => Result | Promise<Result>,
    options: RequireApprovalOptions<[Input, ...Rest]> = {},
  ): (input: Input, ...rest: Rest) => Promise<Result> {
    return requireApproval((call, gateOptions, run) => this.gate(call, gateOptions, run), fn, options);
  }

  /** The trace and span that the running code is in. */
  current(): SpanContext | undefined {
    return currentContext();
  }

  /** Runs a function in a context from elsewhere, such as `extract` gives. */
  withContext<Result>(context: SpanContext | undefined, fn: () => Result): Result {
    return context ? runInContext(context, fn) : fn();
  }

  /** Adds W3C `traceparent` and `tracestate` to the headers of a request, so that the other side joins the trace. */
  inject<Carrier extends HeaderCarrier>(headers: Carrier): Carrier;
  inject(): Record<string, string>;
  inject(headers: HeaderCarrier = {}): HeaderCarrier {
    return injectContext(currentContext(), headers);
  }

  /** The context that a request's headers carry; pass it to `withContext`. */
  extract(headers: HeaderSource): SpanContext | undefined {
    return extractContext(headers);
  }

  async #outcomeOf(entry: QueuedEntry): Promise<AuditLog> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // oxlint-disable-next-line promise/avoid-new -- a race against a timer
    const late = new Promise<never>((_resolve, reject) => {
      const message = `No acknowledgement in ${acknowledgeMs} ms: the log is still queued`;
      timer = setTimeout(() => reject(new TimeoutError(message)), acknowledgeMs);
    });
    try {
      const stored = await Promise.race([this.#delivery.outcomeOf(entry), late]);
      return stored ?? (await this.getLog(entry.id));
    } finally {
      clearTimeout(timer);
    }
  }
}

function rejectFiltered(): Promise<AuditLog> {
  return Promise.reject(new DroppedError('Not recorded: beforeSend kept it back', 'filtered'));
}

function toDurability(durability: ClientOptions['durability'] = 'memory'): DurabilityOptions {
  return typeof durability === 'string' ? { mode: durability } : durability;
}

function openSpool(
  { mode, dir, maxBytes = 512 * 1024 * 1024 }: DurabilityOptions,
  destination: string,
  logger: Logger,
) {
  if (mode === 'memory') return undefined;
  try {
    const spool: Spool | undefined = platform.openSpool?.({ mode, dir, maxBytes, destination });
    if (!spool) logger.warn(`agentaudit: no durability '${mode}' on this runtime: what is unsent lives in memory only`);
    return spool;
  } catch (error) {
    logger.error(`agentaudit: no durability '${mode}': ${messageOf(error)}`);
    return undefined;
  }
}
