import { Type } from 'typebox';

/** Every `error` that a HITL route answers with, and its status. */
export const hitlErrorCodes = {
  invalid_parameter: 400,
  validation_error: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
} as const;

export type HitlErrorCode = keyof typeof hitlErrorCodes;

/** The body of every error of the HITL routes. */
export interface HitlErrorBody {
  /** For programs. */
  error: HitlErrorCode;
  /** For people. */
  message: string;
  details?: Record<string, unknown>;
  status: number;
}

export const HitlErrorBodySchema = Type.Object(
  {
    error: Type.Enum(Object.keys(hitlErrorCodes) as HitlErrorCode[]),
    message: Type.String(),
    details: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
  },
  {
    $id: 'HitlError',
    additionalProperties: false,
    examples: [
      {
        error: 'not_found',
        message: 'Audit log record not found',
        details: { request_id: 'hitl-req-invalid' },
        status: 404,
      },
    ],
  },
);
