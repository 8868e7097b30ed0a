import { Type } from 'typebox';

/** Every `code` that an error of the API carries, with the status it comes with. */
export const errorCodes = {
  validation_error: 400,
  malformed_json: 400,
  unauthorized: 401,
  invalid_credentials: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  conflict: 409,
  email_in_use: 409,
  id_conflict: 409,
  not_ready: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  headers_too_large: 431,
  rate_limited: 429,
  quota_exceeded: 429,
  internal_error: 500,
  unavailable: 503,
  billing_not_configured: 503,
  email_not_configured: 503,
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** One thing wrong with a request. */
export interface ErrorDetail {
  /** Where it stands, such as `metadata` or `email`; absent when it concerns the whole request. */
  field?: string;
  /** Which entry of a batch, from 0. */
  index?: number;
  message: string;
  /** Where in a pattern or expression, in UTF-16 code units from 0. */
  position?: number;
}

/** The body of every error outside the HITL routes. */
export interface ErrorBody {
  /** For people. */
  error: string;
  status: number;
  /** For programs: one of `errorCodes`. */
  code: ErrorCode;
  details?: ErrorDetail[];
  /** The `X-Request-Id` of the answer: name it when you ask for help. */
  requestId: string;
}

export const ErrorBodySchema = Type.Object(
  {
    error: Type.String({ description: 'Human-readable message' }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.Enum(Object.keys(errorCodes) as ErrorCode[]),
    details: Type.Optional(
      Type.Array(
        Type.Object(
          {
            field: Type.Optional(Type.String()),
            index: Type.Optional(Type.Integer({ minimum: 0 })),
            message: Type.String(),
            position: Type.Optional(Type.Integer({ minimum: 0 })),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    requestId: Type.String(),
  },
  {
    $id: 'Error',
    additionalProperties: false,
    examples: [{ error: 'action is required', status: 400, code: 'validation_error', requestId: 'req-1' }],
  },
);
