import type { HitlErrorCode } from 'agentaudit-schemas';

import { HttpError } from '../errors.ts';

/** An answer of the HITL routes that is not the one asked for: its code and details are of their own kind. */
export class HitlError extends HttpError {
  readonly hitlCode: HitlErrorCode;
  readonly hitlDetails: Record<string, unknown> | undefined;

  constructor(code: HitlErrorCode, message: string, details?: Record<string, unknown>) {
    super(code === 'invalid_parameter' ? 'validation_error' : code, message);
    this.hitlCode = code;
    this.hitlDetails = details;
  }
}

/** Why a request cannot be decided, cancelled or consumed any more, or not by these. */
export type HitlConflict =
  | 'already_decided'
  | 'already_voted'
  | 'timed_out'
  | 'not_approved'
  | 'arguments_differ'
  | 'already_consumed'
  | 'grant_expired'
  | 'idempotency_key_reused';

export const hitlErrors = {
  invalidParameter: (parameter: string, value: unknown, expected: string) =>
    new HitlError('invalid_parameter', `Invalid ${parameter}. ${expected}`, { parameter, value }),
  invalidRange: (details: { start_date: unknown; end_date: unknown }) =>
    new HitlError('validation_error', 'Invalid date range: start_date must be before end_date', details),
  invalidField: (field: string, reason: string) => new HitlError('validation_error', `${field} ${reason}`, { field }),
  recordNotFound: (requestId: string) =>
    new HitlError('not_found', 'Audit log record not found', { request_id: requestId }),
  requestNotFound: (requestId: string) =>
    new HitlError('not_found', 'HITL request not found', { request_id: requestId }),
  forbidden: (message: string, requestId: string) => new HitlError('forbidden', message, { request_id: requestId }),
  conflict: (reason: HitlConflict, message: string, details: Record<string, unknown>) =>
    new HitlError('conflict', message, { reason, ...details }),
};
