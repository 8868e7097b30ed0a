// Every export here is public API.
export { AgentAuditCallbackHandler, type CallbackHandlerOptions } from './callback-handler.ts';
export { agentAuditMiddleware, type MiddlewareOptions } from './middleware.ts';
