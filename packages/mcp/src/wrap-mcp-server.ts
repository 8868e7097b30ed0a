import { type McpGateOptions, recordToolCall } from './recorded-tool-call.ts';

/** `McpServer` of the MCP SDK, 1 and 2. */
export interface McpServerLike {
  registerTool(name: string, config: never, handler: never): unknown;
}

interface HandlerContext {
  mcpReq?: { id?: string | number; _meta?: Record<string, unknown>; signal?: AbortSignal };
  sessionId?: string;
}

type Handler = (
  ...params: [args: Record<string, unknown>, context: HandlerContext] | [context: HandlerContext]
) => unknown;

const wrapped = Symbol.for('agentaudit.mcp.1');

/**
 * Makes each tool that is registered from now on pass the server's rules, and a person's approval if asked for, before it
 * runs, and leave a `tool_use` log. What is refused does not run; the caller gets a tool error that says why. A caller
 * that sends a W3C `traceparent` in `_meta` finds the logs in its own trace.
 *
 * The server itself is changed and given back: wrap it before you register tools.
 */
export function wrapMcpServer<Server extends McpServerLike>(server: Server, options: McpGateOptions): Server {
  const own = server as Server & { [wrapped]?: true; registerTool: (...args: unknown[]) => unknown };
  if (own[wrapped]) return server;
  const register = own.registerTool.bind(server);
  Object.defineProperty(own, wrapped, { value: true });
  own.registerTool = (name, config, handler) => {
    const takesInput = (config as { inputSchema?: unknown }).inputSchema !== undefined;
    return register(name, config, gateHandler(name as string, takesInput, handler as Handler, options));
  };
  return server;
}

function gateHandler(name: string, takesInput: boolean, handler: Handler, options: McpGateOptions): Handler {
  return (...params) => {
    const context = params.at(-1) as HandlerContext;
    const { _meta: meta = {}, id, signal } = context?.mcpReq ?? {};
    const args = takesInput ? (params[0] as Record<string, unknown>) : {};
    const { client } = options;
    const { traceparent, tracestate } = meta as { traceparent?: string; tracestate?: string };
    const from = traceparent ? client.extract({ traceparent, tracestate }) : undefined;
    const metadata = {
      protocol: 'mcp',
      ...(id !== undefined && { request_id: String(id) }),
      ...(context?.sessionId && { mcp_session: context.sessionId }),
    };
    return client.withContext(from, () =>
      recordToolCall(options, { name, arguments: args, metadata, signal }, (approved) =>
        takesInput ? handler(approved, context) : handler(context),
      ),
    );
  };
}
