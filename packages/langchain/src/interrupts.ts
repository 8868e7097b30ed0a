/** A pause that LangGraph makes to ask a person. */
export interface Interrupt {
  id?: string | undefined;
  value?: unknown;
}

/** What the middleware asks with; the server keeps the record of those requests itself. */
export const approvalInterrupt = 'agentaudit_approval';

/** LangGraph tells of a pause as of an error. Undefined when it is a real one. */
export function toInterrupts(error: unknown): Interrupt[] | undefined {
  const { name, interrupts = [] } = (error ?? {}) as { name?: unknown; interrupts?: Interrupt[] };
  return name === 'GraphInterrupt' || name === 'NodeInterrupt' ? interrupts : undefined;
}

/** LangGraph's other ways to leave a node on purpose: a command for the graph above, say. */
export function isBubbleUp(error: unknown): boolean {
  return (error as { is_bubble_up?: unknown } | null)?.is_bubble_up === true;
}

export function isOwnApproval({ value }: Interrupt): boolean {
  return (value as { type?: unknown } | null | undefined)?.type === approvalInterrupt;
}

/** The answers that a graph goes on with, if that is what it was called for. */
export function toResume(inputs: unknown): { resume: unknown } | undefined {
  const { resume, lg_name: name } = (inputs ?? {}) as { resume?: unknown; lg_name?: unknown };
  return name === 'Command' && resume !== undefined ? { resume } : undefined;
}
