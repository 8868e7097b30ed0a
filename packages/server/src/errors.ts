import { type ErrorCode, type ErrorDetail, errorCodes } from 'agentaudit-schemas';

/** An answer that is not the one asked for. Anything else thrown in a route becomes a 500. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetail[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: ErrorDetail[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.status = errorCodes[code];
    this.details = options.details;
    this.headers = options.headers ?? {};
  }
}

/** Every error the server answers with, by name. */
export const errors = {
  invalid: (message: string, details?: ErrorDetail[]) =>
    new HttpError('validation_error', message, details ? { details } : {}),
  invalidField: (field: string, reason: string, index?: number) =>
    new HttpError(
      'validation_error',
      index === undefined ? `${field} ${reason}` : `Entry ${index}: ${field} ${reason}`,
      {
        details: [{ field, ...(index === undefined ? {} : { index }), message: `${field} ${reason}` }],
      },
    ),
  malformedJson: (reason: string) => new HttpError('malformed_json', `The body is not valid JSON: ${reason}`),
  missingCredentials: () =>
    new HttpError('unauthorized', 'Authentication required: send X-API-Key or Authorization: Bearer'),
  badKey: () => new HttpError('unauthorized', 'Invalid API key'),
  mistypedKey: () =>
    new HttpError('unauthorized', 'Invalid API key: it is not one that this server makes, check for a typo'),
  badToken: () => new HttpError('unauthorized', 'Invalid or expired token'),
  badCredentials: () => new HttpError('invalid_credentials', 'Invalid email or password'),
  userOnly: () => new HttpError('forbidden', 'This resource takes a user token, not an API key'),
  adminOnly: () => new HttpError('forbidden', 'Only an owner or admin may do this'),
  missingScope: (scope: string) => new HttpError('forbidden', `These credentials lack the scope ${scope}`),
  registrationClosed: () => new HttpError('forbidden', 'Registration is closed on this server'),
  notFound: (what: string) => new HttpError('not_found', `${what} not found`),
  methodNotAllowed: (allow: string[]) =>
    new HttpError('method_not_allowed', `Method not allowed: use ${allow.join(', ')}`, {
      headers: { allow: allow.join(', ') },
    }),
  emailInUse: () => new HttpError('email_in_use', 'An account with this email exists already'),
  idConflict: (id: string, index?: number) =>
    new HttpError('id_conflict', `A log with the id ${id} and other content exists already`, {
      details: [{ field: 'id', ...(index === undefined ? {} : { index }), message: 'is taken by other content' }],
    }),
  tooLarge: (what: string, limitBytes: number, detail?: ErrorDetail) =>
    new HttpError(
      'payload_too_large',
      `${what} is larger than ${limitBytes} bytes`,
      detail ? { details: [detail] } : {},
    ),
  unsupportedEncoding: () =>
    new HttpError('unsupported_media_type', 'Unsupported content encoding: send gzip, or none', {
      headers: { 'accept-encoding': 'gzip' },
    }),
  unsupportedMediaType: () => new HttpError('unsupported_media_type', 'Unsupported media type: send application/json'),
  rateLimited: (retryAfterSeconds: number) =>
    new HttpError('rate_limited', `Rate limit exceeded: try again in ${retryAfterSeconds} s`, {
      headers: { 'retry-after': String(retryAfterSeconds) },
    }),
  quotaExceeded: (message: string, headers: { [name: string]: string }) =>
    new HttpError('quota_exceeded', message, { headers }),
  notReady: (what: string) => new HttpError('not_ready', `${what} is not ready yet`),
  alreadySubscribed: () =>
    new HttpError('conflict', 'There is a subscription already: change or cancel it in the billing portal'),
  billingNotConfigured: () => new HttpError('billing_not_configured', 'Billing is not configured on this server'),
  emailNotConfigured: () =>
    new HttpError('email_not_configured', 'E-mail is not configured on this server: it has no SMTP_URL'),
  unavailable: (message: string, cause?: unknown) =>
    new HttpError('unavailable', message, { headers: { 'retry-after': '1' }, cause }),
};
