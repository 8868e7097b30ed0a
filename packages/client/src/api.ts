import type { PageQuery } from 'agentaudit-schemas';

import { isTransient, parseJson, toApiError } from './api-answer.ts';
import { AgentAuditError, ApiError, ConnectionError } from './errors.ts';
import type { RequestOptions } from './options.ts';
import { PagePromise } from './page.ts';
import type { HttpResponse, Transport } from './transport.ts';

interface ApiCall {
  query?: object | undefined;
  body?: unknown;
  /** Sending it twice does what sending it once does. Default: true but for POST. */
  idempotent?: boolean;
  /** Do not read the body: the caller does, piece by piece. */
  stream?: boolean;
}

/** Calls the API and brings what goes wrong to the errors of this package. */
export interface Api {
  /** The parsed body; undefined for an empty one. */
  call<Result>(method: string, path: string, call?: ApiCall, options?: RequestOptions): Promise<Result>;
  open(method: string, path: string, call?: ApiCall, options?: RequestOptions): Promise<HttpResponse>;
  get<Result>(path: string, query?: object, options?: RequestOptions): Promise<Result>;
  post<Result>(path: string, body?: unknown, options?: RequestOptions): Promise<Result>;
  patch<Result>(path: string, body: unknown, options?: RequestOptions): Promise<Result>;
  delete(path: string, options?: RequestOptions): Promise<void>;
  /** A list as pages that can be iterated over. */
  list<Item>(path: string, query?: PageQuery, options?: RequestOptions): PagePromise<Item>;
  /** The same options for what waits long: the end of the client ends it. */
  untilClosed<Options extends RequestOptions>(options: Options): Options & { signal: AbortSignal };
}

export interface ApiSettings {
  transport: Transport;
  /** Up to and with `/api/v1`. */
  url: string;
  headers: () => Record<string, string>;
  timeoutMs: number;
  maxRetries: number;
  closed: AbortSignal;
}

export function createApi(settings: ApiSettings): Api {
  async function open(method: string, path: string, content: ApiCall = {}, options: RequestOptions = {}) {
    const { timeoutMs = settings.timeoutMs, maxRetries = settings.maxRetries, signal, background = false } = options;
    const body = content.body === undefined ? undefined : JSON.stringify(content.body);
    const headers = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...settings.headers(),
      ...options.headers,
    };
    const url = settings.url + path + toQuery(content.query);
    const { idempotent = method !== 'POST', stream = false } = content;
    for (let attempt = 0; ; attempt++) {
      signal?.throwIfAborted();
      try {
        const request = { method, url, headers, body, timeoutMs, signal, background, stream };
        const response = await settings.transport.send(request);
        // Who asked with an If-None-Match has what there is.
        if (response.status < 300 || response.status === 304) return response;
        throw toApiError(response, await response.text());
      } catch (error) {
        if (attempt >= maxRetries || signal?.aborted || !mayRetry(error, idempotent)) throw error;
        const asked = (ApiError.isInstance(error) && error.retryAfterMs) || 0;
        // Who asks us to come back much later is better told about than waited for.
        if (asked > timeoutMs) throw error;
        await sleep(Math.max(asked, 200 * 2 ** attempt * (0.5 + Math.random() / 2)), signal);
      }
    }
  }

  async function call<Result>(method: string, path: string, content?: ApiCall, options?: RequestOptions) {
    return readAnswer<Result>(path, await open(method, path, content, options));
  }

  return {
    open,
    call,
    get: (path, query, options) => call('GET', path, { query }, options),
    post: (path, body, options) => call('POST', path, { body }, options),
    patch: (path, body, options) => call('PATCH', path, { body }, options),
    delete: (path, options) => call('DELETE', path, {}, options),
    list(path, query = {}, options = {}) {
      return new PagePromise((cursor) => {
        const { offset: _offset, ...rest } = query;
        return call('GET', path, { query: cursor === undefined ? query : { ...rest, cursor } }, options);
      });
    },
    untilClosed(options) {
      const { closed } = settings;
      return { ...options, signal: options.signal ? AbortSignal.any([options.signal, closed]) : closed };
    },
  };
}

export async function readAnswer<Result>(path: string, response: HttpResponse): Promise<Result> {
  const text = await response.text();
  if (text === '') return undefined as Result;
  const answer = parseJson(text);
  if (answer === undefined) {
    throw new ConnectionError(`${path} was answered with no JSON: is this an agentaudit server?`);
  }
  return answer as Result;
}

/** One path segment of any text: ids are never trusted to be free of slashes. */
export function segment(id: string): string {
  // URLs take these for steps, in whatever coding.
  if (id === '.' || id === '..') throw new AgentAuditError(`'${id}' is no id`);
  return encodeURIComponent(id);
}

function toQuery(query: object | undefined): string {
  const parts = Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** A 429 or 503 was refused before it did anything; what else failed may have worked all the same. */
function mayRetry(error: unknown, idempotent: boolean): boolean {
  if (ApiError.isInstance(error)) {
    return idempotent ? isTransient(error.status) : error.status === 429 || error.status === 503;
  }
  return idempotent && ConnectionError.isInstance(error);
}

export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  // oxlint-disable-next-line promise/avoid-new -- a timer has no promise of its own on every runtime
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
