import { createUuid } from '../typeid.ts';

export interface MemoryRequest {
  method: string;
  /** With the query, such as `/api/v1/audit-logs?limit=1`. */
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

export interface MemoryResponse {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON unless it is a string. */
  body?: unknown;
}

export function fault(status: number, code: string, error: string, details?: object[]): MemoryResponse {
  return { status, body: { error, status, code, ...(details && { details }), requestId: createUuid() } };
}
