import type { FunctionTool } from '@openai/agents';
import { ApprovalDeniedError, GuardrailBlockedError } from 'agentaudit-client';
import { type GatingOptions, toApprovalTerms, toolCallsOf } from 'agentaudit-client/instrument';

export type GateToolOptions = GatingOptions;

/** What `tool()` makes, whatever its context and parameters. */
interface GatableTool {
  name: string;
  description: string;
  invoke: (...args: never[]) => unknown;
}

/**
 * A tool that passes the server's rules, and a person's approval, right before each run, and runs with the arguments that
 * were approved. What is refused does not run, and the model is told so in place of a result. The call is held until there
 * is a decision; where a run should rather end meanwhile, use the SDK's `needsApproval` with `decideInterruptions`.
 */
export function gateTool<Tool extends GatableTool>(tool: Tool, options: GateToolOptions): Tool {
  const { client, check, onUnavailable, approve } = options;
  const { name, description } = tool;
  const invoke: FunctionTool['invoke'] = async (runContext, input, details) => {
    const id = details?.toolCall?.callId;
    const run = tool.invoke as FunctionTool['invoke'];
    let args: Record<string, unknown>;
    try {
      args = JSON.parse(input) as Record<string, unknown>;
    } catch {
      // The tool has its own words for this, and runs nothing either.
      return run(runContext, input, details);
    }
    const approval = toApprovalTerms(approve, { id, name, arguments: args });
    const context = (id && toolCallsOf(client).contextOf(id)) || client.current();
    try {
      return await client.withContext(context, () =>
        client.gate(
          { name, description, arguments: args },
          { check, onUnavailable, approval, signal: details?.signal },
          (approved) => run(runContext, JSON.stringify(approved), details),
        ),
      );
    } catch (error) {
      if (!GuardrailBlockedError.isInstance(error) && !ApprovalDeniedError.isInstance(error)) throw error;
      const error_ = { type: error.name, message: error.message };
      client.withContext(context, () =>
        client.log({
          action: 'tool_use',
          prompt: args,
          status: 'blocked',
          metadata: { tool: name, tool_call_id: id, error: error_ },
        }),
      );
      return error.message;
    }
  };
  return { ...tool, invoke };
}
