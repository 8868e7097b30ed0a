import type { Span } from 'agentaudit-client';

/** What a step holds beside text: calls that never ran, and approvals. */
interface StepPart {
  type: string;
  toolCallId?: string;
  toolName?: string;
  input?: unknown;
  error?: unknown;
  approvalId?: string;
  approved?: boolean;
  reason?: string;
  isAutomatic?: boolean;
  toolCall?: { toolCallId: string; toolName: string; input: unknown };
}

/** Logs what no other event tells of: calls of unknown tools or with wrong arguments, and who may run what. */
export function recordStep(parent: Span, content: readonly unknown[], recorded: Set<string>): void {
  for (const part of content as readonly StepPart[]) {
    const { type, toolCallId = '', toolName, input, error, toolCall, approvalId } = part;
    const asked = { tool: toolCall?.toolName, tool_call_id: toolCall?.toolCallId, approval_id: approvalId };
    // What is decided at once, by a rule of the program, was never asked of a person.
    if (type === 'tool-approval-request' && !part.isAutomatic) {
      parent.log({ action: 'hitl_request', prompt: toolCall?.input, metadata: asked });
    }
    if (type === 'tool-approval-response') {
      const { approved, reason } = part;
      const said = { approved, ...(reason !== undefined && { reason }) };
      parent.log({ action: 'hitl_decision', response: said, status: approved ? 'ok' : 'blocked', metadata: asked });
    }
    if (type !== 'tool-error' || recorded.has(toolCallId)) continue;
    recorded.add(toolCallId);
    const { name, message } = (error ?? {}) as { name?: string; message?: string };
    const metadata = {
      tool: toolName,
      tool_call_id: toolCallId,
      error: {
        type: name ?? 'invalid_tool_call',
        message: message ?? (typeof error === 'string' ? error : 'It did not run'),
      },
    };
    parent.log({ action: 'tool_use', prompt: input, status: 'error', metadata });
  }
}
