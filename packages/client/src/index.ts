// Every export here is public API.
export type {
  Account,
  AccountUpdate,
  ApiKey,
  ApiKeyInput,
  AuditLog,
  AuditLogExportQuery,
  AuditLogFilter,
  AuditLogQuery,
  Chain,
  ChainEnd,
  CreatedApiKey,
  Credentials,
  EnforcementAction,
  ExportFormat,
  LogSource,
  LogStatus,
  NotificationPreferences,
  Organization,
  Page,
  PageQuery,
  Plan,
  Registration,
  Scope,
  Session,
  Severity,
  Trace,
  TraceSummary,
  Violation,
} from 'agentaudit-schemas';

export { AgentAuditClient, AgentAuditClient as AgentAudit } from './client.ts';
export type { SpanContext } from './context.ts';
export type { FlushResult } from './delivery.ts';
export type { TextDownload } from './download.ts';
export {
  AgentAuditError,
  ApiError,
  type ApiErrorDetail,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  DroppedError,
  type DropReason,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  TimeoutError,
  ValidationError,
} from './errors.ts';
export type { FetchLike } from './fetch-transport.ts';
export type { BatchLogEntry, LogEntry } from './log-entry.ts';
export type { LogBatchHandle, LogHandle } from './log-handle.ts';
export type {
  CaptureOptions,
  ClientOptions,
  DurabilityMode,
  DurabilityOptions,
  Logger,
  RequestOptions,
} from './options.ts';
export type { PagePromise } from './page.ts';
export { type RedactionOptions, type Redactor, redactors, secretKeys } from './redaction.ts';
export type { Span, SpanOptions, SpanUpdate, TraceOptions, WrapOptions } from './span.ts';
export type { HeaderCarrier, HeaderSource } from './traceparent.ts';
export { createLogId } from './typeid.ts';
