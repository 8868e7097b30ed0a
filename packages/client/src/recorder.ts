// Everything exported here is public API of `agentaudit-client/recorder`: logging alone, for where size counts.
export { AgentAuditRecorder } from './audit-recorder.ts';
export type { SpanContext } from './context.ts';
export type { FlushResult } from './flush-result.ts';
export { AgentAuditError, ApiError, ConnectionError, DroppedError, TimeoutError } from './errors.ts';
export type { BatchLogEntry, LogEntry } from './log-entry.ts';
export type { LogBatchHandle, LogHandle } from './log-handle.ts';
export type { RecorderOptions } from './options.ts';
export { createRedaction, type Redaction, type RedactionOptions, type Redactor } from './redaction.ts';
export type { Span, SpanOptions, SpanUpdate, TraceOptions, WrapOptions } from './span.ts';
export { extractContext, injectContext } from './traceparent.ts';
