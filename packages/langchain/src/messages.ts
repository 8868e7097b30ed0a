/** As much of a LangChain message as a record needs. */
export interface MessageLike {
  getType(): string;
  content: unknown;
  id?: string;
  name?: string;
  tool_call_id?: string;
  tool_calls?: { id?: string; name: string; args: unknown }[];
  invalid_tool_calls?: { id?: string; name?: string; args?: string }[];
  status?: string;
}

function isMessage(value: unknown): value is MessageLike {
  return typeof (value as { getType?: unknown } | null)?.getType === 'function' && 'content' in (value as object);
}

const roles: Record<string, string> = { human: 'user', ai: 'assistant', tool: 'tool', system: 'system' };

/** Messages anywhere in a value, in the form that chat APIs have; the rest as it is. */
export function toPlain(value: unknown, depth = 0): unknown {
  if (isMessage(value)) return toPlainMessage(value);
  if (depth > 4) return value;
  if (Array.isArray(value)) return value.map((item) => toPlain(item, depth + 1));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item, depth + 1)]));
}

function toPlainMessage(message: MessageLike): Record<string, unknown> {
  const { content, name, tool_call_id: callId, tool_calls: calls, status } = message;
  const type = message.getType();
  return {
    role: roles[type] ?? type,
    content,
    ...(name && { name }),
    ...(callId && { tool_call_id: callId }),
    ...(calls?.length && {
      tool_calls: calls.map(({ id, name: tool, args }) => ({ id, name: tool, arguments: args })),
    }),
    ...(status === 'error' && { status }),
  };
}

/** What a message says, without what it shows or asks for. */
export function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content || undefined;
  if (!Array.isArray(content)) return undefined;
  const parts = content as { type?: string; text?: string }[];
  return parts.map(({ type, text }) => (type === 'text' ? (text ?? '') : '')).join('') || undefined;
}

/** The outcome of a run: what its last message says, or all of it. */
export function toOutcome(outputs: unknown): unknown {
  if (isMessage(outputs)) return textOf(outputs.content) ?? toPlain(outputs);
  const { messages } = (outputs ?? {}) as { messages?: unknown };
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return isMessage(last) ? (textOf(last.content) ?? toPlain(last)) : toPlain(outputs);
}
