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
  Delivery,
  DeliveryChannel,
  GuardrailCheck,
  GuardrailVerdict,
  InvitationAcceptance,
  PageQuery,
  Registration,
  Session,
  Trace,
  WebhookSecret,
} from 'agentaudit-schemas';

import { createAgents } from './agents.ts';
import { createAlerts } from './alerts.ts';
import { type Api, createApi, segment } from './api.ts';
import { createBilling } from './billing.ts';
import { createDeliveries } from './deliveries.ts';
import { TextDownload } from './download.ts';
import { type AuditEvent, subscribe, type SubscribeOptions } from './event-subscription.ts';
import { createHitl, type Hitl } from './hitl.ts';
import { createMembers } from './members.ts';
import type { ClientOptions, RequestOptions } from './options.ts';
import type { PagePromise } from './page.ts';
import { createPolicies } from './policies.ts';
import { AgentAuditRecorder } from './audit-recorder.ts';
import type { FlushResult } from './flush-result.ts';
import { AgentAuditError } from './errors.ts';
import { createRedaction } from './redaction.ts';
import { createReports } from './reports.ts';
import { createPacks, createRules } from './rules.ts';

/** The recorder, and one method for each endpoint. */
export class ApiClient extends AgentAuditRecorder {
  /** Registered agents. */
  readonly agents: ReturnType<typeof createAgents>;
  /** What every log is judged by. */
  readonly rules: ReturnType<typeof createRules>;
  /** Curated sets of rules. */
  readonly packs: ReturnType<typeof createPacks>;
  /** Versioned bundles of rules, and the agents they hold for. */
  readonly policies: ReturnType<typeof createPolicies>;
  /** What the rules found. */
  readonly alerts: ReturnType<typeof createAlerts>;
  /** Reports over a window of time, made in the background. */
  readonly reports: ReturnType<typeof createReports>;
  /** The organization's plan. */
  readonly billing: ReturnType<typeof createBilling>;
  /** Who belongs to the organization. */
  readonly members: ReturnType<typeof createMembers>;
  /** Webhooks and e-mails, and what became of them. */
  readonly deliveries: ReturnType<typeof createDeliveries>;
  /** Requests for a person's approval. */
  readonly hitl: Hitl;
  protected readonly api: Api;
  readonly #closing = new AbortController();

  constructor(options: ClientOptions) {
    const { redact } = options;
    super({ ...options, redact: redact ? createRedaction(redact === true ? {} : redact) : undefined });
    const { origin, transport, timeoutMs } = this.connection;
    const headers = () => this.headersFor('token');
    const api = createApi({
      transport,
      url: `${origin}/api/v1`,
      headers,
      timeoutMs,
      maxRetries: options.maxRetries ?? 2,
      closed: this.#closing.signal,
    });
    this.api = api;
    this.agents = createAgents(api);
    this.rules = createRules(api);
    this.packs = createPacks(api);
    this.policies = createPolicies(api);
    this.alerts = createAlerts(api);
    this.reports = createReports(api);
    this.billing = createBilling(api);
    this.members = createMembers(api);
    this.deliveries = createDeliveries(api);
    this.hitl = createHitl(api);
  }

  /** Logs by filter, newest first: await it for one page, or iterate over all that match. */
  query(query: AuditLogQuery = {}, options?: RequestOptions): PagePromise<AuditLog> {
    return this.api.list('/audit-logs', query, options);
  }

  getLog(id: string, options?: RequestOptions): Promise<AuditLog> {
    return this.api.get(`/audit-logs/${segment(id)}`, {}, options);
  }

  /** All logs of a trace by time, with a summary. NotFoundError when there are none. */
  getTrace(traceId: string, query: { payload?: boolean } = {}, options?: RequestOptions): Promise<Trace> {
    return this.api.get(`/audit-logs/trace/${segment(traceId)}`, query, options);
  }

  /** The log, its parent, and so on up. */
  getChain(id: string, options?: RequestOptions): Promise<Chain> {
    return this.api.get(`/audit-logs/${segment(id)}/chain`, {}, options);
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

  /** Ends the session of the cookie; with `everywhere` all sessions of that person, and their access tokens at once. */
  async logout({ everywhere, ...options }: RequestOptions & { everywhere?: boolean } = {}): Promise<void> {
    await this.api.call('POST', '/auth/logout', { query: { everywhere } }, options);
    this.accessToken = undefined;
  }

  /** Joins the organization that sent the invitation, and signs this client in. */
  acceptInvitation(acceptance: InvitationAcceptance, options?: RequestOptions): Promise<Session> {
    return this.#signIn('/auth/accept-invitation', acceptance, options);
  }

  me(options?: RequestOptions): Promise<Account> {
    return this.api.get('/auth/me', {}, options);
  }

  updateMe(update: AccountUpdate, options?: RequestOptions): Promise<Account> {
    return this.api.patch('/auth/me', update, options);
  }

  /** A new signing secret for webhooks, shown this once; the one before stays valid for a while. */
  rotateWebhookSecret(options?: RequestOptions): Promise<WebhookSecret> {
    return this.api.post('/auth/me/webhook-secret', undefined, options);
  }

  /** Sends a test message by one of the channels. */
  testNotification(channel: DeliveryChannel, options?: RequestOptions): Promise<Delivery> {
    return this.api.post('/auth/me/test-notification', { channel }, options);
  }

  /** The answer's `key` is shown this once. */
  createApiKey(key: ApiKeyInput, options?: RequestOptions): Promise<CreatedApiKey> {
    return this.api.post('/auth/api-keys', key, options);
  }

  listApiKeys(query: PageQuery = {}, options?: RequestOptions): PagePromise<ApiKey> {
    return this.api.list('/auth/api-keys', query, options);
  }

  deleteApiKey(id: string, options?: RequestOptions): Promise<void> {
    return this.api.delete(`/auth/api-keys/${segment(id)}`, options);
  }

  /** What the rules say to an event before it happens; logged as `guardrail_check`. */
  check(event: GuardrailCheck, options?: RequestOptions): Promise<GuardrailVerdict> {
    return this.api.call('POST', '/guardrails/check', { body: event, idempotent: true }, options);
  }

  /** `check` by the name of what answers. */
  guardrail(event: GuardrailCheck, options?: RequestOptions): Promise<GuardrailVerdict> {
    return this.check(event, options);
  }

  /** New logs, alerts and changes of approvals as they happen. End it with `break` or a signal. */
  events(options?: SubscribeOptions): AsyncGenerator<AuditEvent> {
    return subscribe(this.api, options);
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

  /** As the recorder's; also ends the loops of `events` and whatever waits for a decision or a report. */
  override close(options?: { timeoutMs?: number }): Promise<FlushResult> {
    this.#closing.abort(new AgentAuditError('The client is closed'));
    return super.close(options);
  }

  protected override readBack(id: string): Promise<AuditLog> {
    return this.getLog(id);
  }

  async #signIn(path: string, body: unknown, options?: RequestOptions): Promise<Session> {
    const session = await this.api.post<Session>(path, body, options);
    this.accessToken = session.accessToken;
    return session;
  }
}
