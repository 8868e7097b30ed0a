// Every export here is public API.
export type { McpGateOptions } from './recorded-tool-call.ts';
export { type McpClientLike, wrapMcpClient } from './wrap-mcp-client.ts';
export { type McpServerLike, wrapMcpServer } from './wrap-mcp-server.ts';
