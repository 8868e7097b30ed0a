import type {
  Account,
  AccountUpdate,
  ApiKey,
  ApiKeyInput,
  AuditLog,
  AuditLogExportQuery,
  AuditLogQuery,
  Chain,
  CreatedApiKey,
  Credentials,
  PageQuery,
  Registration,
  Session,
  Trace,
} from 'agentaudit-schemas';

import { platform } from '#platform';
import { type Api, createApi, listPages, segment } from './api.ts';
import { TextDownload } from './download.ts';
import { createFetchTransport } from './fetch-transport.ts';
import { type ClientOptions, defaultBaseUrl, type RequestOptions, toOrigin } from './options.ts';
import type { PagePromise } from './page.ts';
import type { Transport } from './transport.ts';

/** What every call needs to reach the server. */
export interface Connection {
  origin: string;
  transport: Transport;
  timeoutMs: number;
  apiKey: string | undefined;
}

/** The part of the client that asks and is answered: one method for each endpoint. */
export class ApiClient {
  /** A JWT. `login`, `register` and `refresh` set it; what a key may not do needs it. */
  accessToken: string | undefined;
  protected readonly api: Api;
  protected readonly connection: Connection;
  readonly #headers: Record<string, string>;

  constructor(options: ClientOptions) {
    const apiKey = options.apiKey ?? platform.env('AGENTAUDIT_API_KEY');
    const origin = toOrigin(options.baseUrl ?? platform.env('AGENTAUDIT_BASE_URL') ?? defaultBaseUrl);
    const transport = options.fetch ? createFetchTransport(options.fetch) : platform.createTransport();
    const { timeoutMs = 10_000, maxRetries = 2 } = options;
    this.accessToken = options.accessToken;
    this.connection = { origin, transport, timeoutMs, apiKey };
    this.#headers = { ...options.headers };
    const headers = () => this.headersFor(this.accessToken === undefined ? 'key' : 'token');
    this.api = createApi({ transport, url: `${origin}/api/v1`, headers, timeoutMs, maxRetries });
  }

  /** Logs by filter, newest first: await it for one page, or iterate over all that match. */
  query(query: AuditLogQuery = {}, options?: RequestOptions): PagePromise<AuditLog> {
    return listPages(this.api, '/audit-logs', query, options);
  }

  getLog(id: string, options?: RequestOptions): Promise<AuditLog> {
    return this.api.call('GET', `/audit-logs/${segment(id)}`, {}, options);
  }

  /** All logs of a trace by time, with a summary. NotFoundError when there are none. */
  getTrace(traceId: string, query: { payload?: boolean } = {}, options?: RequestOptions): Promise<Trace> {
    return this.api.call('GET', `/audit-logs/trace/${segment(traceId)}`, { query }, options);
  }

  /** The log, its parent, and so on up. */
  getChain(id: string, options?: RequestOptions): Promise<Chain> {
    return this.api.call('GET', `/audit-logs/${segment(id)}/chain`, {}, options);
  }

  /** Logs as a CSV, JSON or NDJSON file: await it for the whole text, or iterate over pieces of any number of logs. */
  exportLogs(query: AuditLogExportQuery = {}, options?: RequestOptions): TextDownload {
    return new TextDownload(() => this.api.open('GET', '/audit-logs/export', { query, stream: true }, options));
  }

  /** Founds an organization and its first account, and signs this client in as it. */
  register(registration: Registration, options?: RequestOptions): Promise<Session> {
    return this.#signIn('/auth/register', registration, options);
  }

  /** Signs this client in: what follows is done with the session's token, except sending logs when there is an API key. */
  login(credentials: Credentials, options?: RequestOptions): Promise<Session> {
    return this.#signIn('/auth/login', credentials, options);
  }

  /** A new access token from the session cookie that browsers keep. */
  refresh(options?: RequestOptions): Promise<Session> {
    return this.#signIn('/auth/refresh', undefined, options);
  }

  async logout(options?: RequestOptions): Promise<void> {
    await this.api.call('POST', '/auth/logout', {}, options);
    this.accessToken = undefined;
  }

  me(options?: RequestOptions): Promise<Account> {
    return this.api.call('GET', '/auth/me', {}, options);
  }

  updateMe(update: AccountUpdate, options?: RequestOptions): Promise<Account> {
    return this.api.call('PATCH', '/auth/me', { body: update }, options);
  }

  /** The answer's `key` is shown this once. */
  createApiKey(key: ApiKeyInput, options?: RequestOptions): Promise<CreatedApiKey> {
    return this.api.call('POST', '/auth/api-keys', { body: key }, options);
  }

  listApiKeys(query: PageQuery = {}, options?: RequestOptions): PagePromise<ApiKey> {
    return listPages(this.api, '/auth/api-keys', query, options);
  }

  deleteApiKey(id: string, options?: RequestOptions): Promise<void> {
    return this.api.call('DELETE', `/auth/api-keys/${segment(id)}`, {}, options);
  }

  /** Any call of the API that has no method here; `path` is the part after `/api/v1`. */
  request<Result>(
    method: string,
    path: string,
    call: { query?: Record<string, unknown>; body?: unknown } = {},
    options?: RequestOptions,
  ): Promise<Result> {
    return this.api.call(method, path, call, options);
  }

  /** One credential a request: logs go with the key when there is one, all else with the token when there is one. */
  protected headersFor(first: 'key' | 'token'): Record<string, string> {
    const { apiKey } = this.connection;
    const credential: Record<string, string> =
      apiKey !== undefined && (first === 'key' || this.accessToken === undefined)
        ? { 'x-api-key': apiKey }
        : this.accessToken === undefined
          ? {}
          : { authorization: `Bearer ${this.accessToken}` };
    return { ...this.#headers, ...credential };
  }

  async #signIn(path: string, body: unknown, options?: RequestOptions): Promise<Session> {
    const session = await this.api.call<Session>('POST', path, { body }, options);
    this.accessToken = session.accessToken;
    return session;
  }
}
