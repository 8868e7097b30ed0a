import {
  type AgentAuditClient,
  ApprovalDeniedError,
  type ApprovalRequestOptions,
  GuardrailBlockedError,
} from 'agentaudit-client';
import { toolCallsOf } from 'agentaudit-client/instrument';

export interface ToolCallInfo {
  id: string;
  name: string;
  input: Record<string, unknown>;
}

export interface ToolApprovalOptions {
  client: AgentAuditClient;
  /** Ask the server's rules before each tool runs. Default true. */
  check?: boolean | undefined;
  /** What to do when the rules cannot be asked. Default `block`. */
  onUnavailable?: 'block' | 'allow' | undefined;
  /**
   * The tools that a person must approve: their names, all (`true`), or a function that says so for a call, with the
   * terms of the request if they are not the default ones. Default: none.
   */
  approve?: boolean | readonly string[] | ((call: ToolCallInfo) => boolean | ApprovalRequestOptions) | undefined;
}

type Verdict = { type: 'approved' } | { type: 'denied'; reason: string };

/**
 * For `toolApproval` of AI SDK 7: the server's rules, then a person's approval, decide whether a tool runs. The call is
 * held until there is a decision. What is refused does not run, and the model is told why. The SDK cannot run a tool with
 * other arguments than the model's, so an approval that edits them is told to the model as a refusal that names them.
 */
export function agentAuditToolApproval(options: ToolApprovalOptions) {
  const { client, check, onUnavailable, approve = false } = options;
  return async ({
    toolCall,
  }: {
    toolCall: { toolCallId: string; toolName: string; input: unknown };
  }): Promise<Verdict> => {
    const call = { id: toolCall.toolCallId, name: toolCall.toolName, input: toolCall.input as Record<string, unknown> };
    const terms = toTerms(approve, call);
    const gated = { name: call.name, arguments: call.input };
    const context = toolCallsOf(client).contextOf(call.id) ?? client.current();
    try {
      return await client.withContext(context, () =>
        client.gate(gated, { check, onUnavailable, approval: terms }, (approved) => {
          if (isSame(approved, call.input)) return { type: 'approved' as const };
          return { type: 'denied' as const, reason: `Approved only with other arguments: ${JSON.stringify(approved)}` };
        }),
      );
    } catch (error) {
      if (!GuardrailBlockedError.isInstance(error) && !ApprovalDeniedError.isInstance(error)) throw error;
      return { type: 'denied', reason: error.message };
    }
  };
}

function toTerms(
  approve: NonNullable<ToolApprovalOptions['approve']>,
  call: ToolCallInfo,
): ApprovalRequestOptions | false {
  const said = typeof approve === 'function' ? approve(call) : approve;
  if (typeof said === 'boolean') return said && {};
  if (Array.isArray(said)) return said.includes(call.name) && {};
  return said as ApprovalRequestOptions;
}

/** Whatever the order of their keys. */
function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return left === right;
  const [ours, theirs] = [left as Record<string, unknown>, right as Record<string, unknown>];
  const keys = Object.keys(ours);
  return keys.length === Object.keys(theirs).length && keys.every((key) => isSame(ours[key], theirs[key]));
}
