import { EventStreamReader } from './event-stream.ts';
import { type BodyObserver, observeResponse } from './observed-response.ts';
import { attempt, type Auditor, type ModelRequest, RecordedCall } from './recorded-call.ts';

export type Fetch = typeof globalThis.fetch;

export interface AuditedFetchOptions {
  client: Auditor;
  /** Understands a request, or leaves it alone. What it throws is taken for the latter. */
  recognise(request: { url: URL; headers: Headers; body: string }): ModelRequest | undefined;
}

const mark = Symbol.for('agentaudit.fetch.1');

/** Whether what this `fetch` does is recorded by the client already. */
export function isAuditedBy(fetch: Fetch, client: Auditor): boolean {
  return (fetch as Fetch & { [mark]?: unknown })[mark] === client;
}

/**
 * A `fetch` that leaves one log for each request to a model, and behaves as the one that it is made of: the same requests
 * unless `recognise` changes a body, the same responses, errors, timing of reads and cancellations.
 */
export function createAuditedFetch(fetch: Fetch, { client, recognise }: AuditedFetchOptions): Fetch {
  const retries = createRetryTraces();
  const open = new Set<RecordedCall>();
  const collected = new FinalizationRegistry((call: RecordedCall) => call.abandon());
  client.beforeFlush((isLast) => {
    for (const call of open) if (isLast || !call.isRead) call.abandon();
    open.clear();
  });

  function recogniseSafely(input: Parameters<Fetch>[0], init: RequestInit | undefined): ModelRequest | undefined {
    if (init?.method !== 'POST' || typeof init.body !== 'string' || input instanceof Request) return undefined;
    const { body } = init;
    return attempt(() => recognise({ url: new URL(input), headers: new Headers(init.headers), body }));
  }

  const audited: Fetch = async (input, init) => {
    const request = recogniseSafely(input, init);
    if (!request) return fetch(input, init);
    const key = request.attempt > 1 ? retries.toKey(init) : undefined;
    const call = new RecordedCall(client, request, key && client.current() ? undefined : retries.take(key));
    const onAbort = () => call.abort();
    let response: Response;
    try {
      response = await call.run(() => fetch(input, request.body === undefined ? init : { ...init, body: request.body }));
    } catch (error) {
      if (init?.signal?.aborted || (error as Error | null)?.name === 'AbortError') call.abort();
      else call.fail(error);
      retries.put(retries.toKey(init), call.traceId);
      throw error;
    }
    if (!response.ok) retries.put(retries.toKey(init), call.traceId);
    call.onResponse(response);
    const observed = observeResponse(response, createObserver(call, request, response));
    if (!observed) {
      call.endWithBody('');
      return response;
    }
    open.add(call);
    collected.register(observed.body, call);
    init?.signal?.addEventListener('abort', onAbort, { once: true });
    return observed.response;
  };
  return Object.assign(audited, { [mark]: client });
}
