import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorBody } from 'agentaudit-schemas';

import { errors, HttpError } from '../errors.ts';

export type SendError = (error: HttpError, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

export interface AnswerErrorsOptions {
  /** Answers in the shape that is right for the path. */
  sendError: SendError;
  /** Answers a browser that asks for a page, and says whether it did. */
  sendPage?: ((request: FastifyRequest, reply: FastifyReply) => boolean) | undefined;
}

/** Gives every error, the framework's own included, the contract's shape. */
export function answerErrors(app: FastifyInstance, { sendError: send, sendPage }: AnswerErrorsOptions): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const known = toHttpError(error);
    // What the operator did not set up is no failure.
    if (known.status >= 500 && !known.code.endsWith('_not_configured'))
      request.log.error({ err: error }, known.message);
    return send(known, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    if (sendPage?.(request, reply) === true) return;
    void send(errors.notFound(`Route ${request.method} ${pathOf(request)}`), request, reply);
  });
}

export function sendError(error: HttpError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return (
    reply
      .code(error.status)
      .headers(error.headers)
      // What the framework refuses before any hook has no other source of it.
      .header('x-request-id', request.id)
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify(toBody(error, request.id)))
  );
}

function toBody(error: HttpError, requestId: string): ErrorBody {
  return {
    error: error.message,
    status: error.status,
    code: error.code,
    ...(error.details ? { details: error.details } : {}),
    requestId,
  };
}

export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const { statusCode, code } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return errors.unsupportedMediaType();
  if (statusCode === 413) return new HttpError('payload_too_large', 'The body is too large', { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new HttpError('validation_error', (error as Error).message, { cause: error });
  }
  return isOutage(error)
    ? errors.unavailable('The database is unavailable: nothing was changed, try again', error)
    : new HttpError('internal_error', 'Internal server error', { cause: error });
}

/** A database that is full, lost, starting or shutting down, as SQLite, PostgreSQL and sockets name it. */
export function isOutage(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' &&
      /^(SQLITE_(FULL|IOERR|BUSY|CANTOPEN|READONLY)|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|08|53|57P|3D000|55000|58)/.test(
        code,
      )) ||
    (typeof message === 'string' &&
      /connection (terminated|timeout|error|refused)|timeout exceeded|not queryable|cannot use a pool/i.test(message))
  );
}

/** For work that is tried again anyway: an outage is no news each second. */
export function exceptOutages(onError: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    if (!isOutage(error)) onError(error);
  };
}

/** What the HTTP parser refuses never becomes a request, but its sender still reads JSON. */
export function sendClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const known = toClientError(error.code);
  const body = JSON.stringify(toBody(known, '-'));
  socket.end(
    `HTTP/1.1 ${known.status} ${STATUS_CODES[known.status]}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function toClientError(code: string | undefined): HttpError {
  if (code === 'HPE_HEADER_OVERFLOW') return new HttpError('headers_too_large', 'The headers are too large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new HttpError('request_timeout', 'The request did not arrive in time');
  return new HttpError('validation_error', 'The request is not valid HTTP');
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}
