import { ConnectionError, TimeoutError } from './errors.ts';
import { messageOf } from './error-message.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

/** As much of `fetch` as this package uses, so that any implementation fits. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  signal: AbortSignal;
}

export interface FetchResponse {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
  body: { getReader(): FetchBodyReader } | null;
}

interface FetchBodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

export function createFetchTransport(fetchLike: FetchLike): Transport {
  return {
    close() {},
    async send(request) {
      const abort = new AbortController();
      const onAbort = () => abort.abort(request.signal?.reason);
      if (request.signal?.aborted) onAbort();
      request.signal?.addEventListener('abort', onAbort, { once: true });
      const timer = setTimeout(() => abort.abort(timedOut(request)), request.timeoutMs);
      try {
        const { method, headers, body } = request;
        const response = await fetchLike(request.url, {
          method,
          headers,
          ...(body !== undefined && { body: body as string | Uint8Array<ArrayBuffer> }),
          signal: abort.signal,
        });
        if (request.stream) return toResponse(response, () => response.text(), request);
        const text = await response.text();
        return toResponse(response, () => Promise.resolve(text), request);
      } catch (error) {
        throw abort.signal.aborted ? abort.signal.reason : toConnectionError(error, request);
      } finally {
        clearTimeout(timer);
        if (!request.stream) request.signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}

export function timedOut(request: HttpRequest): TimeoutError {
  return new TimeoutError(`No answer from ${request.url} in ${request.timeoutMs} ms`);
}

export function toConnectionError(error: unknown, request: HttpRequest): ConnectionError {
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  return new ConnectionError(`No connection to ${request.url}: ${messageOf(cause)}`, { cause: error });
}

function toResponse(response: FetchResponse, text: () => Promise<string>, request: HttpRequest): HttpResponse {
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    text,
    async *chunks() {
      const reader = response.body?.getReader();
      if (!reader) return;
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          if (value) yield value;
        }
      } catch (error) {
        throw request.signal?.aborted ? request.signal.reason : toConnectionError(error, request);
      } finally {
        reader.cancel().catch(() => {});
      }
    },
  };
}
