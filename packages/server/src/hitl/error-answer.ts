import { type HitlErrorBody, type HitlErrorCode, hitlErrorCodes } from 'agentaudit-schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { HttpError } from '../errors.ts';
import { toHttpError } from '../http/error-handler.ts';
import { HitlError } from './errors.ts';

/** An error handler that gives every error the HITL shape; `words` are the messages that the reference prints for a status. */
export function answerHitlErrors(words: Record<number, string> = {}) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const known = toHttpError(error);
    if (known.status >= 500) request.log.error({ err: error }, known.message);
    const message = words[known.status];
    return sendHitlError(message === undefined ? known : new HttpError(known.code, message), reply);
  };
}

export function sendHitlError(error: HttpError, reply: FastifyReply): FastifyReply {
  return reply
    .code(error.status)
    .headers(error.headers)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(toHitlBody(error)));
}

function toHitlBody(error: HttpError): HitlErrorBody {
  if (error instanceof HitlError) {
    return {
      error: error.hitlCode,
      message: error.message,
      ...(error.hitlDetails === undefined ? {} : { details: error.hitlDetails }),
      status: error.status,
    };
  }
  const [detail] = error.details ?? [];
  return {
    error: codeOf(error.status),
    message: error.message,
    ...(detail === undefined ? {} : { details: { ...detail } }),
    status: error.status,
  };
}

/** A bad field of a body is a `validation_error`; parameters have errors of their own. */
const codes = new Map<number, HitlErrorCode>(
  Object.entries(hitlErrorCodes).map(([code, status]) => [status, code as HitlErrorCode]),
);

function codeOf(status: number): HitlErrorCode {
  return codes.get(status) ?? 'validation_error';
}
