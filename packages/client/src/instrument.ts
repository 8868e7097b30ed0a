// For packages that instrument a library: what all of them share. Everything here is public API of `agentaudit-client/instrument`.
export { type AuditedFetchOptions, createAuditedFetch, type Fetch, isAuditedBy } from './instrument/audited-fetch.ts';
export { createHold } from './instrument/hold.ts';
export { toLogId } from './instrument/log-id.ts';
export { describeAnswer, type ModelAnswer, type TokenUsage, type ToolCall } from './instrument/model-answer.ts';
export type { AnswerReader, Auditor, ModelRequest } from './instrument/recorded-call.ts';
export { readStainlessHeaders } from './instrument/stainless.ts';
export { type ToolCallBook, toolCallsOf } from './instrument/tool-calls.ts';
export type { GatingOptions } from './instrument/gating-options.ts';
export { type Approve, type ApproveCall, isSameJson, toApprovalTerms } from './instrument/approval-terms.ts';
export { createChatReader } from './instrument/openai/chat-reader.ts';
export { createResponsesReader } from './instrument/openai/responses-reader.ts';
export { type CompletionUsage, fromCompletionUsage } from './instrument/openai/usage.ts';
