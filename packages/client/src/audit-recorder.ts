import type { AuditLog } from 'agentaudit-schemas';

import { platform } from '#platform';
import { parseJson, toApiError } from './api-answer.ts';
import { createBatchSender } from './batch-sender.ts';
import { currentContext, runInContext, type SpanContext } from './context.ts';
import { Delivery } from './delivery.ts';
import { createSnapshots, type Snapshots } from './entry-snapshot.ts';
import { messageOf } from './error-message.ts';
import { DroppedError, TimeoutError } from './errors.ts';
import { createFetchTransport } from './fetch-transport.ts';
import type { FlushResult } from './flush-result.ts';
import type { BatchLogEntry, LogEntry } from './log-entry.ts';
import { LogBatchHandle, LogHandle } from './log-handle.ts';
import { defaultBaseUrl, type DurabilityOptions, type Logger, type RecorderOptions, toOrigin } from './options.ts';
import { Pause } from './pause.ts';
import type { Spool } from './platform.ts';
import { QueuedEntry } from './queued-entry.ts';
import { runSpan, Span, type SpanArguments, type SpanOptions, type TraceOptions, type Tracer } from './span.ts';
import { wrapFunction, type WrapOptions } from './span.ts';
import type { Transport } from './transport.ts';
import { createLogId } from './typeid.ts';

/** How long an awaited log may go without an answer; it stays queued after that. */
const acknowledgeMs = 30_000;

const silence: Logger = { error() {}, warn() {} };

/** What every request needs to reach the server. */
export interface Connection {
  origin: string;
  transport: Transport;
  timeoutMs: number;
  apiKey: string | undefined;
}

/**
 * Records what agents do: the whole of logging, delivery and traces, and nothing of the rest of the API.
 *
 * `log()` costs microseconds, never throws and never waits: entries are sent in batches behind it, again and again
 * until the server has them or the buffer is full. On Node the process is not kept alive for them, but does not end
 * without a last attempt.
 */
export class AgentAuditRecorder {
  /** A JWT, for what a key may not do. */
  accessToken: string | undefined;
  protected readonly connection: Connection;
  readonly #headers: Record<string, string> | undefined;
  readonly #snapshots: Snapshots;
  readonly #delivery: Delivery;
  readonly #tracer: Tracer;
  readonly #acknowledge: (entry: QueuedEntry) => Promise<AuditLog>;

  constructor(options: RecorderOptions = {}) {
    const { timeoutMs = 10_000, batch = {}, buffer = {}, exit = {}, retry = {}, compression = true } = options;
    const apiKey = options.apiKey ?? platform.env('AGENTAUDIT_API_KEY');
    const origin = toOrigin(options.baseUrl ?? platform.env('AGENTAUDIT_BASE_URL') ?? defaultBaseUrl);
    const transport = options.fetch ? createFetchTransport(options.fetch) : platform.createTransport();
    const logger = options.logger === false ? silence : (options.logger ?? console);
    this.accessToken = options.accessToken;
    this.connection = { origin, transport, timeoutMs, apiKey };
    this.#headers = { ...options.headers };
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
        writesAhead: toDurability(options.durability).mode === 'spool',
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
        spool: openSpool(toDurability(options.durability), `${origin}\n${apiKey ?? ''}`, logger),
        pause: new Pause({ baseMs: retry.baseMs ?? 100, maxMs: retry.maxMs ?? 10_000 }),
      },
    );
    this.#tracer = {
      log: (entry, context) => this.#record(entry, context),
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
    return this.#record(entry, currentContext());
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
   * being closed or the process is ending. Returns how to call that off: do so while you hold nothing, for until then the
   * client is kept, for the end of the process.
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
    const [given, fn] = rest.length === 2 ? rest : [{}, rest[0]];
    const { action = 'agent_run', ...options } = given as TraceOptions;
    options.metadata = { name, ...options.metadata };
    return runSpan(this.#tracer, action, [options, fn]);
  }

  /** Runs a function as a span: a log with a duration, and the parent of what is logged inside. */
  span<Result>(action: string, fn: (span: Span) => Result): Result;
  span<Result>(action: string, options: SpanOptions, fn: (span: Span) => Result): Result;
  span<Result>(action: string, ...rest: SpanArguments<Result>): Result {
    return runSpan(this.#tracer, action, rest);
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

  /** The trace and span that the running code is in. */
  current(): SpanContext | undefined {
    return currentContext();
  }

  /** Runs a function in a context from elsewhere, such as `extract` gives. */
  withContext<Result>(context: SpanContext | undefined, fn: () => Result): Result {
    return context ? runInContext(context, fn) : fn();
  }

  /** One credential a request: logs go with the key when there is one, all else with the token when there is one. */
  protected headersFor(first: 'key' | 'token'): Record<string, string> {
    const { accessToken } = this;
    const { apiKey } = this.connection;
    const headers = { ...this.#headers };
    if (apiKey !== undefined && (first === 'key' || accessToken === undefined)) headers['x-api-key'] = apiKey;
    else if (accessToken !== undefined) headers['authorization'] = `Bearer ${accessToken}`;
    return headers;
  }

  /** A stored log, for who began to await it when its batch was under way. */
  protected async readBack(id: string): Promise<AuditLog> {
    const { origin, transport, timeoutMs } = this.connection;
    const url = `${origin}/api/v1/audit-logs/${id}`;
    const response = await transport.send({ method: 'GET', url, headers: this.headersFor('token'), timeoutMs });
    const text = await response.text();
    if (response.status !== 200) throw toApiError(response, text);
    return parseJson(text) as AuditLog;
  }

  #record(entry: LogEntry, context: SpanContext | null | undefined): LogHandle {
    const queued = this.#snapshots.take(entry, context);
    if (!queued) return new LogHandle(new QueuedEntry(createLogId(), -1, ''), rejectFiltered);
    this.#delivery.enqueue(queued);
    return new LogHandle(queued, this.#acknowledge);
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
      return stored ?? (await this.readBack(entry.id));
    } finally {
      clearTimeout(timer);
    }
  }
}

function rejectFiltered(): Promise<AuditLog> {
  return Promise.reject(new DroppedError('Not recorded: beforeSend kept it back', 'filtered'));
}

function toDurability(durability: RecorderOptions['durability'] = 'memory'): DurabilityOptions {
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
