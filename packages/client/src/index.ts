// Every export here is public API.
export type {
  Account,
  AccountUpdate,
  Agent,
  AgentInput,
  AgentUpdate,
  Alert,
  AlertQuery,
  AlertResolution,
  AnalyticsQuery,
  ApiKey,
  ApiKeyInput,
  AuditLog,
  AuditLogExportQuery,
  AuditLogFilter,
  AuditLogQuery,
  Backtest,
  BacktestInput,
  BillingPrices,
  Chain,
  ChainEnd,
  CheckoutSession,
  ComplianceRule,
  CreatedApiKey,
  Credentials,
  Delivery,
  DeliveryChannel,
  DeliveryQuery,
  EnforcementAction,
  ExportFormat,
  GuardrailCheck,
  GuardrailVerdict,
  HitlAuditFilter,
  HitlAuditQuery,
  HitlDecision,
  HitlDecisionInput,
  HitlOutcome,
  HitlPage,
  HitlPendingQuery,
  HitlRecord,
  HitlRequestInput,
  HitlStats,
  HitlStatus,
  InstalledPack,
  Invitation,
  InvitationAcceptance,
  InvitedMember,
  LogSource,
  LogStatus,
  Member,
  MemberUpdate,
  NotificationPreferences,
  Organization,
  Pack,
  PackClone,
  PackId,
  Page,
  PageQuery,
  Plan,
  Policy,
  PolicyAnalytics,
  PolicyInput,
  PolicyUpdate,
  PolicyVersion,
  PolicyVersionInput,
  PortalSession,
  Registration,
  Report,
  ReportFormat,
  ReportInput,
  ReportStatus,
  ReportType,
  Role,
  RuleInput,
  RuleTest,
  RuleTestResult,
  RulesInForce,
  RuleUpdate,
  Scope,
  Session,
  Severity,
  Subscription,
  Trace,
  TraceSummary,
  Violation,
  WebhookSecret,
} from 'agentaudit-schemas';

export type { RequireApprovalOptions } from './approval.ts';
export { AgentAuditClient, AgentAuditClient as AgentAudit } from './client.ts';
export type { SpanContext } from './context.ts';
export type { FlushResult } from './flush-result.ts';
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
export type { AuditEvent, SubscribeOptions } from './event-subscription.ts';
export type { FetchLike } from './fetch-transport.ts';
export { GuardUnavailableError } from './guard-unavailable.ts';
export type { Hitl, WaitOptions } from './hitl.ts';
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
export type { DownloadedFile } from './reports.ts';
export type { Span, SpanOptions, SpanUpdate, TraceOptions, WrapOptions } from './span.ts';
export {
  ApprovalDeniedError,
  ApprovalPendingError,
  type ApprovalRequestOptions,
  type GatedCall,
  type GateOptions,
  GuardrailBlockedError,
  type RuleCheck,
} from './tool-gate.ts';
export type { TaggedRules } from './rules.ts';
export type { HeaderCarrier, HeaderSource } from './traceparent.ts';
export { createLogId } from './typeid.ts';
