import { ApprovalDeniedError, GuardrailBlockedError } from 'agentaudit-client';
import { type GatingOptions, isSameJson, toApprovalTerms, toolCallsOf } from 'agentaudit-client/instrument';

export type ToolApprovalOptions = GatingOptions;

type Verdict = { type: 'approved' } | { type: 'denied'; reason: string };

/**
 * For `toolApproval` of AI SDK 7: the server's rules, then a person's approval, decide whether a tool runs. The call is
 * held until there is a decision. What is refused does not run, and the model is told why. The SDK cannot run a tool with
 * other arguments than the model's, so an approval that edits them is told to the model as a refusal that names them.
 */
export function agentAuditToolApproval(options: ToolApprovalOptions) {
  const { client, check, onUnavailable, approve } = options;
  return async ({
    toolCall,
  }: {
    toolCall: { toolCallId: string; toolName: string; input: unknown };
  }): Promise<Verdict> => {
    const args = toolCall.input as Record<string, unknown>;
    const gated = { name: toolCall.toolName, arguments: args };
    const terms = toApprovalTerms(approve, { id: toolCall.toolCallId, ...gated });
    const context = toolCallsOf(client).contextOf(toolCall.toolCallId) ?? client.current();
    try {
      return await client.withContext(context, () =>
        client.gate(gated, { check, onUnavailable, approval: terms }, (approved) => {
          if (isSameJson(approved, args)) return { type: 'approved' as const };
          return { type: 'denied' as const, reason: `Approved only with other arguments: ${JSON.stringify(approved)}` };
        }),
      );
    } catch (error) {
      if (!GuardrailBlockedError.isInstance(error) && !ApprovalDeniedError.isInstance(error)) throw error;
      return { type: 'denied', reason: error.message };
    }
  };
}
