import type { ApprovalRequestOptions, GatedCall, GateOptions } from './tool-gate.ts';

export interface RequireApprovalOptions<Args extends unknown[] = unknown[]> extends Omit<
  ApprovalRequestOptions,
  'reason' | 'idempotencyKey'
> {
  /** Default: the function's name. */
  name?: string;
  description?: string;
  agentId?: string;
  /** Whether this call needs approval at all. Default: every one does. A throw means that it does. */
  when?: (...args: Args) => boolean | Promise<boolean>;
  reason?: string | ((...args: Args) => string);
  /** One key for one intended execution, such as the id of the model's tool call. */
  idempotencyKey?: string | ((...args: Args) => string);
  /** Ask the rules as well. Default false. */
  check?: GateOptions['check'];
  signal?: AbortSignal;
}

type Gate = <Result>(
  call: GatedCall,
  options: GateOptions,
  run: (args: Record<string, unknown>) => Result | Promise<Result>,
) => Promise<Result>;

/**
 * A function that runs only with the arguments that a person approved, and once for each approval. Approval is about
 * its first argument, an object; further arguments pass through.
 */
export function requireApproval<Input extends object, Rest extends unknown[], Result>(
  gate: Gate,
  fn: (input: Input, ...rest: Rest) => Result | Promise<Result>,
  options: RequireApprovalOptions<[Input, ...Rest]>,
): (input: Input, ...rest: Rest) => Promise<Result> {
  const { name = fn.name || 'anonymous', description, agentId, when, reason, idempotencyKey, ...request } = options;
  const { check = false, signal, ...approval } = request;
  const gated = async function gated(this: unknown, ...args: [Input, ...Rest]): Promise<Result> {
    const [input, ...rest] = args;
    // What was approved is what runs, whatever the caller does to its object meanwhile.
    const call = { name, description, agentId, arguments: structuredClone(input) as Record<string, unknown> };
    const isNeeded = !when || (await isTrue(() => when(...args)));
    const asked = {
      ...approval,
      reason: typeof reason === 'function' ? reason(...args) : reason,
      idempotencyKey: typeof idempotencyKey === 'function' ? idempotencyKey(...args) : idempotencyKey,
    };
    return gate(call, { check, signal, approval: isNeeded && asked }, (approved) =>
      fn.call(this, approved as Input, ...rest),
    );
  };
  Object.defineProperties(gated, { name: { value: fn.name }, length: { value: fn.length } });
  return gated;
}

async function isTrue(ask: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await ask();
  } catch {
    return true;
  }
}
