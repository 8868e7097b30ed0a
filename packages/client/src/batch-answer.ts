import type { AuditLog } from 'agentaudit-schemas';

import { isTransient, parseJson, toApiError } from './api-answer.ts';
import { type ApiError, ConnectionError, type DropReason } from './errors.ts';
import type { HttpResponse } from './transport.ts';

/** What the server's answer to a batch asks of the client. */
export type BatchAnswer =
  | { kind: 'stored'; logs: (AuditLog | undefined)[] }
  /** These entries are at fault; the others are to be sent again without them. */
  | { kind: 'refused'; indexes: number[]; reason: DropReason; error: ApiError }
  /** One of them is at fault, or they are too much together: halve the batch. */
  | { kind: 'split'; error: ApiError }
  /** Nothing will pass until somebody changes a setting. */
  | { kind: 'blocked'; error: ApiError }
  /** The server does not read this coding. */
  | { kind: 'uncompress' }
  | { kind: 'later'; error: Error; retryAfterMs: number | undefined };

export function readBatchAnswer(
  response: HttpResponse,
  text: string,
  batch: { size: number; compressed: boolean },
): BatchAnswer {
  const { status } = response;
  if (status >= 200 && status < 300) return readStored(text, batch.size);
  const error = toApiError(response, text);
  if (isTransient(status)) return { kind: 'later', error, retryAfterMs: error.retryAfterMs };
  switch (status) {
    case 400:
    case 409:
    case 422:
      return refuse(error, batch.size, status === 409 ? 'conflict' : 'rejected');
    case 413:
      return batch.size > 1 ? { kind: 'split', error } : { kind: 'refused', indexes: [0], reason: 'too_large', error };
    case 415:
      return batch.compressed ? { kind: 'uncompress' } : { kind: 'blocked', error };
    default:
      return { kind: 'blocked', error };
  }
}

/** Only an answer for each entry is an acknowledgement: a proxy's login page comes with 200 as well. */
function readStored(text: string, size: number): BatchAnswer {
  const answer = parseJson(text);
  if (!Array.isArray(answer) || answer.length !== size) {
    const error = new ConnectionError(
      'The answer to a batch was not a list of as many ids: is this an agentaudit server?',
    );
    return { kind: 'later', error, retryAfterMs: undefined };
  }
  return { kind: 'stored', logs: answer.map((item) => (isLog(item) ? item : undefined)) };
}

function isLog(item: unknown): item is AuditLog {
  return typeof item === 'object' && item !== null && 'createdAt' in item;
}

function refuse(error: ApiError, size: number, reason: DropReason): BatchAnswer {
  if (size === 1) return { kind: 'refused', indexes: [0], reason, error };
  const named = Array.isArray(error.details) ? error.details.map((detail) => detail.index) : [];
  const indexes = [...new Set(named.filter((index) => index !== undefined && index >= 0 && index < size))] as number[];
  return indexes.length > 0 ? { kind: 'refused', indexes, reason, error } : { kind: 'split', error };
}
