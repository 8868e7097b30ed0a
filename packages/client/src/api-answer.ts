import {
  ApiError,
  type ApiErrorDetail,
  type ApiErrorFields,
  AuthenticationError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ValidationError,
} from './errors.ts';
import type { HttpResponse } from './transport.ts';

const classes: Record<number, typeof ApiError> = {
  400: ValidationError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitError,
};

/** Longer waits that a server asks for are cut to this: it may be back sooner than it thought. */
const maxRetryAfterMs = 300_000;

/** Brings the API's `{error: text, code}` and its HITL routes' `{error: code, message}` to one error. */
export function toApiError(response: HttpResponse, text: string): ApiError {
  const body = parseJson(text) ?? text;
  const { status } = response;
  const answer = (typeof body === 'object' ? body : {}) as Record<string, unknown>;
  const isHitl = typeof answer['message'] === 'string';
  const fields: ApiErrorFields = {
    status,
    code: textOr(isHitl ? answer['error'] : answer['code'], `http_${status}`),
    requestId: (answer['requestId'] as string | undefined) ?? response.header('x-request-id') ?? undefined,
    details: answer['details'] as ApiErrorDetail[] | Record<string, unknown> | undefined,
    body,
    retryAfterMs: readRetryAfter(response.header('retry-after')),
  };
  const message = textOr(isHitl ? answer['message'] : answer['error'], `The server answered ${status}`);
  return new (classes[status] ?? ApiError)(message, fields);
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

/** Seconds or a date, as milliseconds from now. */
function readRetryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs);
}

/** Undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the same request may succeed a little later. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}
