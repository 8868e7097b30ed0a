// Every export here is public API.
export { agentAuditModelMiddleware, type ModelMiddleware, type ModelMiddlewareOptions } from './model-middleware.ts';
export { agentAuditTelemetry, type TelemetryIntegrationOptions } from './telemetry.ts';
export { agentAuditToolApproval, type ToolApprovalOptions } from './tool-approval.ts';
