/** Lets the tries of one request share a trace where no span is open that all of them are in. */
export interface RetryTraces {
  note(body: string, traceId: string): void;
  /** The trace of the try before, once. */
  take(body: string): string | undefined;
}

export function createRetryTraces(capacity = 100): RetryTraces {
  const traces = new Map<number, string>();
  return {
    note(body, traceId) {
      traces.set(hash(body), traceId);
      for (const oldest of traces.keys()) {
        if (traces.size <= capacity) break;
        traces.delete(oldest);
      }
    },
    take(body) {
      const key = hash(body);
      const traceId = traces.get(key);
      traces.delete(key);
      return traceId;
    },
  };
}

/** FNV-1a: a body must not be kept for as long as its retry may take. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}
