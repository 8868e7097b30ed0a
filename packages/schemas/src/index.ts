// Every export here is public API.
export {
  type Account,
  AccountSchema,
  type AccountUpdate,
  AccountUpdateSchema,
  type Credentials,
  CredentialsSchema,
  type NotificationPreferences,
  type Organization,
  OrganizationSchema,
  type Plan,
  plans,
  type Registration,
  RegistrationSchema,
  type Session,
  SessionSchema,
} from './account.ts';
export {
  type ApiKey,
  type ApiKeyInput,
  ApiKeyInputSchema,
  type ApiKeyPage,
  ApiKeyPageSchema,
  ApiKeySchema,
  type CreatedApiKey,
  CreatedApiKeySchema,
  defaultScopes,
  type Scope,
  scopes,
} from './api-key.ts';
export {
  type AuditLogInput,
  AuditLogInputSchema,
  type BatchEntry,
  BatchEntrySchema,
  BatchInputSchema,
  type LogSource,
  type LogStatus,
  logStatuses,
} from './audit-log-input.ts';
export {
  type AuditLogExportQuery,
  AuditLogExportQuerySchema,
  type AuditLogFilter,
  AuditLogPageSchema,
  type AuditLogQuery,
  AuditLogQuerySchema,
  type Chain,
  type ChainEnd,
  ChainSchema,
  chainEnds,
  type ExportFormat,
  exportFormats,
  type Trace,
  TraceQuerySchema,
  TraceSchema,
  type TraceSummary,
} from './audit-log-query.ts';
export { type AuditLog, AuditLogSchema } from './audit-log.ts';
export { type ErrorBody, ErrorBodySchema, type ErrorCode, type ErrorDetail, errorCodes } from './errors.ts';
export { idPattern, idPrefixes, LogIdSchema } from './ids.ts';
export { limits } from './limits.ts';
export { type Page, type PageQuery, PageQuerySchema, pageOf, pageQueryProperties } from './paging.ts';
export { InstantSchema } from './time.ts';
export {
  type EnforcementAction,
  EnforcementActionSchema,
  enforcementActions,
  type Severity,
  severities,
  type Violation,
  ViolationSchema,
} from './violation.ts';
