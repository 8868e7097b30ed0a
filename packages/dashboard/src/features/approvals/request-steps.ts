import type { AuditLog } from 'agentaudit-client';

/**
 * What came before a request, in the order of the record, which tells also those apart that share a
 * millisecond. The log of the request itself is none of it.
 */
export function requestSteps(logs: readonly AuditLog[], requestLogId: string): AuditLog[] {
  return logs.filter(({ id }) => id !== requestLogId).toSorted((one, other) => one.sequence - other.sequence);
}
