import { type McpGateOptions, recordToolCall } from './recorded-tool-call.ts';

/** `Client` of the MCP SDK, 1 and 2. */
export interface McpClientLike {
  callTool(params: never, ...rest: never[]): Promise<unknown>;
}

interface CallParams {
  name: string;
  arguments?: Record<string, unknown>;
  _meta?: Record<string, unknown>;
}

const wrapped = Symbol.for('agentaudit.mcp.1');

/**
 * Makes each `callTool` of a client pass the server's rules, and a person's approval if asked for, before the call leaves,
 * and leave a `tool_use` log. What is refused is not sent; the caller gets a tool error that says why. The call carries a
 * W3C `traceparent` in `_meta`, so that a server that is wrapped too writes to the same trace.
 *
 * The client itself is changed and given back.
 */
export function wrapMcpClient<Client extends McpClientLike>(mcpClient: Client, options: McpGateOptions): Client {
  const own = mcpClient as Client & {
    [wrapped]?: true;
    callTool: (params: CallParams, ...rest: unknown[]) => Promise<unknown>;
  };
  if (own[wrapped]) return mcpClient;
  const call = own.callTool.bind(mcpClient);
  Object.defineProperty(own, wrapped, { value: true });
  own.callTool = (params: CallParams, ...rest: unknown[]) => {
    const { name, arguments: args = {}, _meta: meta } = params;
    const { signal } = (rest.at(-1) ?? {}) as { signal?: AbortSignal };
    return recordToolCall(options, { name, arguments: args, metadata: { protocol: 'mcp' }, signal }, (approved) => {
      const trace = options.client.inject();
      return call({ ...params, arguments: approved, _meta: { ...trace, ...meta } }, ...rest);
    });
  };
  return mcpClient;
}
