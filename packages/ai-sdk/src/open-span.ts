import type { Span, SpanUpdate } from 'agentaudit-client';

/** A span that knows how long it took and how the SDK's errors read. */
export class OpenSpan {
  readonly span: Span;
  readonly #startedAt = performance.now();

  constructor(span: Span) {
    this.span = span;
  }

  end(update: SpanUpdate = {}): void {
    const latency = Math.round(performance.now() - this.#startedAt);
    this.span.end({ ...update, metadata: { ...update.metadata, latency_ms: latency } });
  }

  fail(error: unknown): void {
    const { name, message, statusCode, lastError } = (error ?? {}) as {
      name?: unknown;
      message?: unknown;
      statusCode?: unknown;
      lastError?: unknown;
    };
    if (name === 'AbortError') return this.end({ metadata: { finish_reason: 'cancelled' } });
    // What the last try said is what went wrong; that there were several is said by the name around it.
    if (name === 'AI_RetryError' && lastError !== undefined) return this.fail(lastError);
    const status = typeof statusCode === 'number' ? { status: statusCode } : {};
    const known = {
      type: typeof name === 'string' ? name : typeof error,
      message: String(message ?? error),
      ...status,
    };
    return this.end({ status: 'error', metadata: { error: known } });
  }
}
