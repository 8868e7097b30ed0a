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

/** Logs what no other event tells of: calls that did not run, whatever the reason, and what a person is asked. */
export function recordStep(parent: Span, content: readonly unknown[], recorded: Set<string>): void {
  const parts = content as readonly StepPart[];
  // What the program itself decides at once was never asked of a person.
  const automatic = new Set(parts.filter(({ isAutomatic }) => isAutomatic).map(({ approvalId }) => approvalId));
  for (const part of parts) {
    const { type, toolCallId = '', toolName, input, error, toolCall, approvalId, approved, reason } = part;
    const asked = { tool: toolCall?.toolName, tool_call_id: toolCall?.toolCallId, approval_id: approvalId };
    if (type === 'tool-approval-request' && !automatic.has(approvalId)) {
      parent.log({ action: 'hitl_request', prompt: toolCall?.input, metadata: asked });
    }
    if (type === 'tool-approval-response' && !automatic.has(approvalId)) {
      const said = { approved, ...(reason !== undefined && { reason }) };
      parent.log({ action: 'hitl_decision', response: said, metadata: asked });
    }
    if (type === 'tool-approval-response' && approved === false && toolCall) {
      const denial = { type: 'denied', message: reason ?? 'It was not approved' };
      recorded.add(toolCall.toolCallId);
      parent.log({
        action: 'tool_use',
        prompt: toolCall.input,
        status: 'blocked',
        metadata: { ...asked, error: denial },
      });
    }
    if (type === 'tool-error' && !recorded.has(toolCallId)) {
      const { name, message } = (error ?? {}) as { name?: string; message?: string };
      const said = message ?? (typeof error === 'string' ? error : 'It did not run');
      const failure = { type: name ?? 'invalid_tool_call', message: said };
      recorded.add(toolCallId);
      const metadata = { tool: toolName, tool_call_id: toolCallId, error: failure };
      parent.log({ action: 'tool_use', prompt: input, status: 'error', metadata });
    }
  }
}
