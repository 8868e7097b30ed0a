import type { AuditLogInput, BatchEntry } from 'agentaudit-schemas';

/**
 * One event of an agent. It is read during the call and never after it, so you may change your objects at once.
 * What a field cannot hold (an unknown status, a malformed id, a field of another name) is kept in `metadata`.
 */
export interface LogEntry extends OrUndefined<
  Omit<AuditLogInput, 'action' | 'prompt' | 'response' | 'timestamp' | 'source'>
> {
  /** What happened, such as `llm_call`, `tool_use` or `guardrail_block`. 1 to 200 characters. */
  action: string;
  /** Text as it is; anything else is recorded as JSON text. Beyond 1 MiB the middle is cut out and its size and hash said. */
  prompt?: unknown;
  /** As `prompt`. */
  response?: unknown;
  /** When it began. Default: now. */
  timestamp?: string | Date | undefined;
}

/** An entry of `logBatch`, which may name another of the same call as its parent. */
export interface BatchLogEntry extends LogEntry, OrUndefined<Pick<BatchEntry, 'ref' | 'parentRef'>> {}

/** A field that is set to undefined is a field left out. */
type OrUndefined<Fields> = { [Key in keyof Fields]?: Fields[Key] | undefined };
