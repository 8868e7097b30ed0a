import type { AgentAuditClient, Span, SpanOptions, SpanUpdate } from 'agentaudit-client';
import { createHold, toLogId } from 'agentaudit-client/instrument';

export type Tracer = Pick<AgentAuditClient, 'startSpan' | 'log' | 'current' | 'withContext' | 'beforeFlush'>;

export interface RunMetadata {
  /** What people put into the metadata of a run to say where its logs belong. */
  traceId?: unknown;
  agentId?: unknown;
  sessionId?: unknown;
  userId?: unknown;
  /** Of LangGraph. */
  thread_id?: unknown;
  [key: string]: unknown;
}

/** A run under way. One without a span of its own leaves no log; what is below it belongs to the span above. */
export interface Run {
  span: Span;
  ownsSpan: boolean;
  parent: Run | undefined;
  root: RootState;
  startedAt: number;
}

/** What all runs below one root share. */
export interface RootState {
  runs: Map<string, Run>;
  /** The ids of interrupts that are recorded. */
  interrupts: Set<string>;
  lastEventAt: number;
}

export interface RunStart {
  runId: string;
  parentRunId: string | undefined;
  metadata: RunMetadata | undefined;
}

/** The runs that have begun and not ended, by the framework's ids. */
export class RunTree {
  readonly #client: Tracer;
  readonly #abandonAfterMs: number;
  readonly #runs = new Map<string, Run>();
  readonly #hold: (isHolding: boolean) => void;

  constructor(client: Tracer, abandonAfterMs: number) {
    this.#client = client;
    this.#abandonAfterMs = abandonAfterMs;
    this.#hold = createHold(client, (isLast) => this.#sweep(isLast));
  }

  get(runId: string | undefined): Run | undefined {
    return runId === undefined ? undefined : this.#runs.get(runId);
  }

  /** Opens a run with a log of its own. */
  open(action: string, { runId, parentRunId, metadata = {} }: RunStart, options: SpanOptions): Run {
    const parent = this.get(parentRunId);
    const { traceId, agentId, sessionId, userId } = toIdentifiers(metadata);
    const above = parent
      ? { traceId: parent.span.traceId, parentSpanId: parent.span.id }
      : { traceId: traceId ?? this.#client.current()?.traceId ?? text(metadata.thread_id) };
    const span = this.#client.startSpan(action, {
      id: toLogId(runId),
      agentId: agentId ?? parent?.span.context.agentId,
      sessionId: sessionId ?? text(metadata.thread_id),
      userId: userId ?? parent?.span.context.userId,
      ...above,
      ...options,
    });
    return this.#add(runId, parent, { span, ownsSpan: true });
  }

  /** Opens a run whose children belong to what is above it. */
  pass(parent: Run, { runId }: RunStart): Run {
    return this.#add(runId, parent, { span: parent.span, ownsSpan: false });
  }

  end(runId: string, update: SpanUpdate): void {
    const run = this.#remove(runId);
    if (!run?.ownsSpan) return;
    run.span.end({ ...update, metadata: { ...update.metadata, latency_ms: latencyOf(run) } });
  }

  fail(runId: string, error: unknown): void {
    const run = this.#remove(runId);
    if (!run?.ownsSpan) return;
    run.span.update({ metadata: { latency_ms: latencyOf(run) } });
    fail(run.span, error);
  }

  #add(runId: string, parent: Run | undefined, own: Pick<Run, 'span' | 'ownsSpan'>): Run {
    const root = parent?.root ?? { runs: new Map<string, Run>(), interrupts: new Set<string>(), lastEventAt: 0 };
    const { span, ownsSpan } = own;
    const run = { span, ownsSpan, parent, root, startedAt: performance.now() };
    root.lastEventAt = run.startedAt;
    root.runs.set(runId, run);
    this.#runs.set(runId, run);
    this.#hold(true);
    return run;
  }

  #remove(runId: string): Run | undefined {
    const run = this.#runs.get(runId);
    if (!run) return undefined;
    run.root.lastEventAt = performance.now();
    run.root.runs.delete(runId);
    this.#runs.delete(runId);
    if (!run.parent) this.#abandon(run.root);
    this.#hold(this.#runs.size > 0);
    return run;
  }

  /** What never says that it ended: a stream left early, a run below one that is over. */
  #abandon(root: RootState): void {
    for (const [runId, run] of [...root.runs].toReversed()) {
      this.#runs.delete(runId);
      root.runs.delete(runId);
      if (run.ownsSpan) run.span.end({ metadata: { finish_reason: 'abandoned' } });
    }
  }

  #sweep(isLast: boolean): void {
    const oldest = performance.now() - this.#abandonAfterMs;
    const roots = new Set([...this.#runs.values()].map(({ root }) => root));
    for (const root of roots) if (isLast || root.lastEventAt < oldest) this.#abandon(root);
    this.#hold(this.#runs.size > 0);
  }
}

function latencyOf({ startedAt }: Run): number {
  return Math.round(performance.now() - startedAt);
}

function fail(span: Span, error: unknown): void {
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  const isAbort = name === 'AbortError' || name === 'ModelAbortError' || message === 'Aborted';
  if (isAbort) span.end({ metadata: { finish_reason: 'cancelled' } });
  else span.fail(error);
}

function toIdentifiers({ traceId, agentId, sessionId, userId }: RunMetadata) {
  return { traceId: text(traceId), agentId: text(agentId), sessionId: text(sessionId), userId: text(userId) };
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
