import { createCallObserver } from './call-observer.ts';
import { createHold } from './hold.ts';
import { observeResponse } from './observed-response.ts';
import { attempt, type Auditor, type ModelRequest, RecordedCall } from './recorded-call.ts';
import { createRetryTraces } from './retry-traces.ts';

export type Fetch = typeof globalThis.fetch;

export interface AuditedFetchOptions {
  client: Auditor;
  /** Understands a request, or leaves it alone. What it throws is taken for the latter. */
  recognise: (request: { url: URL; headers: Headers; body: string }) => ModelRequest | undefined;
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
  const hold = createHold(client, (isLast) => {
    for (const call of open) if (isLast || !call.isRead) call.abandon();
  });

  async function send(request: ModelRequest, input: Parameters<Fetch>[0], init: RequestInit & { body: string }) {
    const traceId = request.attempt > 1 && !client.current() ? retries.take(init.body) : undefined;
    const { signal } = init;
    const onAbort = () => call.abort();
    const call = new RecordedCall(client, request, {
      traceId,
      onEnd() {
        open.delete(call);
        hold(open.size > 0);
        signal?.removeEventListener('abort', onAbort);
      },
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const response = await call.run(() => fetch(input, { ...init, body: request.body ?? init.body }));
      if (!response.ok) retries.note(init.body, call.traceId);
      call.onResponse(response);
      const observed = observeResponse(response, createCallObserver(call, request, response));
      if (!observed) {
        call.end();
        return response;
      }
      if (!call.isEnded) open.add(call);
      hold(open.size > 0);
      collected.register(observed.body, call);
      return observed.response;
    } catch (error) {
      if ((error as Error | null)?.name === 'AbortError') call.abort();
      else call.fail(error);
      retries.note(init.body, call.traceId);
      throw error;
    }
  }

  const audited: Fetch = async (input, init) => {
    if (init?.method !== 'POST' || typeof init.body !== 'string' || input instanceof Request) return fetch(input, init);
    const { body } = init;
    const request = attempt(() => recognise({ url: new URL(input), headers: new Headers(init.headers), body }));
    return request ? send(request, input, { ...init, body }) : fetch(input, init);
  };
  return Object.assign(audited, { [mark]: client });
}
