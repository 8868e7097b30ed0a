import { platform } from '#platform';
import type { ContextStore } from './platform.ts';

/** Where in a trace the running code is. */
export interface SpanContext {
  traceId: string;
  /** The id of the log that logs made here are children of. */
  spanId?: string | undefined;
  agentId?: string | undefined;
  sessionId?: string | undefined;
  userId?: string | undefined;
}

/** On the global object, since two copies of the package (ESM and CJS, say) must share one context. */
const key = Symbol.for('agentaudit.context.1');
const shared = globalThis as { [key]?: ContextStore<SpanContext> };

function store(): ContextStore<SpanContext> {
  return (shared[key] ??= platform.createContextStore<SpanContext>());
}

export function currentContext(): SpanContext | undefined {
  return store().getStore();
}

export function runInContext<Result>(context: SpanContext, fn: () => Result): Result {
  return store().run(context, fn);
}
