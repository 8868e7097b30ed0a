/** One thing wrong with a request, as the server names it. */
export interface ApiErrorDetail {
  field?: string;
  /** Which entry of a batch, from 0. */
  index?: number;
  message: string;
}

const brand = Symbol.for('agentaudit.error');

/**
 * What everything thrown by this package extends. Two copies of the package can be loaded at once, so ask
 * `AgentAuditError.isInstance(error)` (or any subclass's) and not `instanceof`.
 */
export class AgentAuditError extends Error {
  static isInstance<Class extends abstract new (...args: never[]) => Error>(
    this: Class,
    value: unknown,
  ): value is InstanceType<Class> {
    const kinds = (value as { [brand]?: string[] } | null | undefined)?.[brand];
    return Array.isArray(kinds) && kinds.includes((this as unknown as { kind: string }).kind);
  }

  /** The class's name as a literal: minifiers rename classes. */
  static readonly kind: string = 'AgentAuditError';

  override get name(): string {
    return (this.constructor as typeof AgentAuditError).kind;
  }

  get [brand](): string[] {
    const kinds: string[] = [];
    for (let made = this.constructor; 'kind' in made; made = Object.getPrototypeOf(made) as typeof made) {
      kinds.push(made.kind as string);
    }
    return kinds;
  }
}

/** The server answered, and not with success. Both of the API's error bodies are brought to this one shape. */
export class ApiError extends AgentAuditError {
  static override readonly kind: string = 'ApiError';
  readonly status: number;
  /** For programs, such as `validation_error`; `http_<status>` when the answer did not say. */
  readonly code: string;
  /** Name it when you ask for help. */
  readonly requestId: string | undefined;
  /** What was wrong: a list from the API, an object from its HITL routes. */
  readonly details: ApiErrorDetail[] | Record<string, unknown> | undefined;
  /** The body as it came: parsed when it was JSON, else its text. */
  readonly body: unknown;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, fields: ApiErrorFields) {
    super(message);
    this.status = fields.status;
    this.code = fields.code;
    this.requestId = fields.requestId;
    this.details = fields.details;
    this.body = fields.body;
    this.retryAfterMs = fields.retryAfterMs;
  }
}

export interface ApiErrorFields {
  status: number;
  code: string;
  requestId?: string | undefined;
  details?: ApiErrorDetail[] | Record<string, unknown> | undefined;
  body?: unknown;
  retryAfterMs?: number | undefined;
}

/** 400: the request is at fault; `details` say where. */
export class ValidationError extends ApiError {
  static override readonly kind = 'ValidationError';
}

/** 401: no credential, or a bad or expired one. */
export class AuthenticationError extends ApiError {
  static override readonly kind = 'AuthenticationError';
}

/** 403: a good credential that may not do this. */
export class PermissionDeniedError extends ApiError {
  static override readonly kind = 'PermissionDeniedError';
}

/** 404: no such thing, or another organization's. */
export class NotFoundError extends ApiError {
  static override readonly kind = 'NotFoundError';
}

/** 409: it contradicts what is there already. */
export class ConflictError extends ApiError {
  static override readonly kind = 'ConflictError';
}

/** 429: too many requests; `retryAfterMs` says how long to wait. */
export class RateLimitError extends ApiError {
  static override readonly kind = 'RateLimitError';
}

/** No answer: refused, reset, unresolvable, or an answer that is not from an agentaudit server. */
export class ConnectionError extends AgentAuditError {
  static override readonly kind = 'ConnectionError';
}

/** No answer in the time allowed. What was logged stays queued all the same. */
export class TimeoutError extends AgentAuditError {
  static override readonly kind = 'TimeoutError';
}

/** Why an entry was given up. */
export type DropReason = 'overflow' | 'rejected' | 'conflict' | 'too_large' | 'closed' | 'filtered';

/** An awaited log that will never reach the server; `cause` is the server's answer when it was the server that refused. */
export class DroppedError extends AgentAuditError {
  static override readonly kind = 'DroppedError';
  readonly reason: DropReason;

  constructor(message: string, reason: DropReason, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
