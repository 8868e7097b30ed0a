import type { AgentAuditClient } from '../client.ts';
import { messageOf } from '../error-message.ts';
import type { Span } from '../span.ts';
import { type ModelAnswer, describeAnswer } from './model-answer.ts';

/** As much of the client as instrumentation needs. */
export type Auditor = Pick<AgentAuditClient, 'startSpan' | 'current' | 'withContext' | 'beforeFlush'>;

/** Reads one provider's answers. It may throw on what it does not understand: then what was understood is recorded. */
export interface AnswerReader {
  /** The body of an answer that came as a whole. */
  readBody(body: unknown): void;
  /** The data of one server-sent event. */
  readEvent(data: unknown): void;
  /** The provider has said that nothing more comes. */
  readonly isComplete: boolean;
  answer(): ModelAnswer;
}

/** A request to a model, understood. */
export interface ModelRequest {
  action: 'llm_call' | 'embedding';
  prompt: unknown;
  metadata: { provider: string; model?: string | undefined; stream?: boolean | undefined; [key: string]: unknown };
  reader: AnswerReader;
  /** 1 for the first try. */
  attempt: number;
  /** When the caller's own time limit ends it. */
  timeoutMs?: number | undefined;
  /** The header with the provider's id of the request. */
  requestIdHeaders: readonly string[];
  /** The body to send in place of the caller's. */
  body?: string | undefined;
  /** What the caller gets in place of an event's data: the same object for no change, undefined for no event. */
  rewriteEvent?: ((data: unknown) => unknown) | undefined;
}

/** One request on its way, up to its log. */
export class RecordedCall {
  readonly #client: Auditor;
  readonly #request: ModelRequest;
  readonly #onEnd: () => void;
  readonly #startedAt = performance.now();
  #span: Span;
  #response: Response | undefined;
  #isRead = false;
  #isEnded = false;

  constructor(client: Auditor, request: ModelRequest, options: { traceId: string | undefined; onEnd: () => void }) {
    const { action, prompt, metadata, attempt: attemptNumber } = request;
    this.#client = client;
    this.#request = request;
    this.#onEnd = options.onEnd;
    const { traceId } = options;
    this.#span = client.startSpan(action, { prompt, traceId, metadata: { ...metadata, attempt: attemptNumber } });
  }

  get traceId(): string {
    return this.#span.traceId;
  }

  get isRead(): boolean {
    return this.#isRead;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  run<Result>(fn: () => Result): Result {
    return this.#span.run(fn);
  }

  onResponse(response: Response): void {
    this.#response = response;
  }

  onRead(): void {
    if (this.#isEnded && !this.#isRead) this.#reopen();
    this.#isRead = true;
  }

  readEvent(data: unknown): void {
    const { reader } = this.#request;
    attempt(() => reader.readEvent(data));
    if (reader.isComplete) this.end();
  }

  /** The whole body is there. */
  endWithBody(text: string): void {
    const { ok, status } = this.#response as Response;
    const body = attempt(() => JSON.parse(text) as unknown);
    if (!ok) return this.#finish({ error: toHttpError(status, body, text) });
    if (body !== undefined) attempt(() => this.#request.reader.readBody(body));
    return this.end();
  }

  /** A stream came to its end. */
  endOfStream(): void {
    const { finishReason, error } = this.#answer();
    if (this.#request.reader.isComplete || finishReason !== undefined || error) return this.end();
    return this.#finish({ error: { type: 'incomplete_stream', message: 'The stream ended before the answer did' } });
  }

  end(): void {
    this.#finish({});
  }

  /** The caller wants no more of it, or its time is up. */
  abort(): void {
    const elapsedMs = performance.now() - this.#startedAt;
    const { timeoutMs, metadata } = this.#request;
    // The caller's limit holds until the headers of a stream are there, and for the whole of another answer.
    if (
      timeoutMs !== undefined &&
      elapsedMs >= timeoutMs - timerSlackMs(timeoutMs) &&
      !(metadata.stream && this.#response)
    ) {
      return this.#finish({ error: { type: 'timeout', message: `No answer in ${Math.round(elapsedMs)} ms` } });
    }
    return this.#finish({ finishReason: this.#answer().finishReason ?? 'cancelled' });
  }

  fail(error: unknown): void {
    const type = error instanceof Error ? error.name : typeof error;
    const cause = (error as { cause?: unknown } | null)?.cause;
    const message = messageOf(error) + (cause instanceof Error ? `: ${cause.message}` : '');
    this.#finish({ error: { type, message } });
  }

  /** Nobody will read it, or the rest of it, any more. */
  abandon(): void {
    this.#finish({ finishReason: this.#answer().finishReason ?? (this.#isRead ? 'abandoned' : 'unread') });
  }

  #answer(): ModelAnswer {
    return attempt(() => this.#request.reader.answer()) ?? {};
  }

  #finish(outcome: ModelAnswer): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#onEnd();
    const answer = { ...this.#answer(), ...outcome };
    const status = this.#response?.status;
    if (answer.error && status !== undefined) answer.error = { status, ...answer.error };
    const update = describeAnswer(answer);
    const requestId = this.#requestId();
    this.#span.end({
      ...update,
      metadata: {
        ...update.metadata,
        latency_ms: Math.round(performance.now() - this.#startedAt),
        ...(requestId !== undefined && { request_id: requestId }),
      },
    });
  }

  /** It was recorded as one that nobody reads, and is read after all. A log is never changed, so there is a second one. */
  #reopen(): void {
    const { action, metadata, attempt: attemptNumber } = this.#request;
    const { id, traceId } = this.#span;
    this.#isEnded = false;
    this.#span = this.#client.startSpan(action, {
      traceId,
      parentSpanId: id,
      metadata: { ...metadata, attempt: attemptNumber },
    });
  }

  #requestId(): string | undefined {
    for (const name of this.#request.requestIdHeaders) {
      const id = this.#response?.headers.get(name);
      if (id) return id;
    }
    return undefined;
  }
}

/** What goes wrong in reading along is nobody's problem but the record's. */
export function attempt<Result>(fn: () => Result): Result | undefined {
  try {
    return fn();
  } catch {
    return undefined;
  }
}

function toHttpError(status: number, body: unknown, text: string): NonNullable<ModelAnswer['error']> {
  const said = ((body as { error?: unknown } | undefined)?.error ?? body) as
    | { type?: unknown; code?: unknown; message?: unknown }
    | string
    | undefined;
  const { type, code, message } = typeof said === 'object' && said ? said : { message: said };
  const kind = [type, code].find((name) => typeof name === 'string' && name);
  return {
    type: (kind as string | undefined) ?? `http_${status}`,
    message: typeof message === 'string' && message ? message : text.slice(0, 1000) || `HTTP ${status}`,
    status,
  };
}

/** The caller's clock starts before ours, by what lies between: a tenth of the limit at most, and of a second. */
function timerSlackMs(timeoutMs: number): number {
  return Math.min(timeoutMs, 1000) / 10;
}
