import type { ApprovalRequestOptions } from '../tool-gate.ts';

/** A tool call that a model asks for. */
export interface ApproveCall {
  id: string | undefined;
  name: string;
  arguments: Record<string, unknown>;
}

/** Which tools a person must approve: their names, all (`true`), or what a function says of a call, with terms if need be. */
export type Approve = boolean | readonly string[] | ((call: ApproveCall) => boolean | ApprovalRequestOptions);

/** The terms on which approval is asked, or none. */
export function toApprovalTerms(approve: Approve | undefined, call: ApproveCall): ApprovalRequestOptions | undefined {
  const said = typeof approve === 'function' ? approve(call) : (approve ?? false);
  if (typeof said === 'boolean') return said ? {} : undefined;
  if (Array.isArray(said)) return said.includes(call.name) ? {} : undefined;
  return said as ApprovalRequestOptions;
}

/** Whether two values read from JSON say the same, whatever the order of their keys. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [ours, theirs] = [left as Record<string, unknown>, right as Record<string, unknown>];
  const keys = Object.keys(ours);
  return keys.length === Object.keys(theirs).length && keys.every((key) => isSameJson(ours[key], theirs[key]));
}
