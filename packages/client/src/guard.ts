// Everything exported here is public API of `agentaudit-client/guard`, which needs `agentaudit-rules` beside it.
import type { AgentAuditClient } from './client.ts';
import { createCheck } from './guard-check.ts';
import type { RuleFreshness } from './guard-feed.ts';
import type { GatedCall, GateOptions } from './tool-gate.ts';

export { createCheck } from './guard-check.ts';
export type { RuleFreshness } from './guard-feed.ts';
export type { RuleCheck } from './tool-gate.ts';

export interface GuardOptions
  extends RuleFreshness, Omit<GateOptions, 'check'>, Partial<Omit<GatedCall, 'arguments' | 'name'>> {
  /** What the rules and the trail know it by. Default: the function's name. */
  name?: string | undefined;
}

/**
 * A function that runs only when the server's rules allow it, judged in this process by rules that are kept fresh: no
 * request for a call, and nothing sent before the verdict. The rules see the arguments as JSON; what they redact reaches
 * the function redacted. GuardrailBlockedError when they block, GuardUnavailableError when they cannot be had.
 */
export function guard<Args extends unknown[], Result>(
  client: AgentAuditClient,
  fn: (...args: Args) => Result | Promise<Result>,
  options: GuardOptions = {},
): (...args: Args) => Promise<Result> {
  const { name = fn.name || 'anonymous', description, agentId, action, refreshMs, maxAgeMs, ...gate } = options;
  const check = createCheck(client, { refreshMs, maxAgeMs });
  const guarded = function guarded(this: unknown, ...args: Args): Promise<Result> {
    const named = toNamed(args);
    const call = { name, description, agentId, action, arguments: named ?? { args } };
    return client.gate(call, { ...gate, check }, (passed) => {
      if (passed === call.arguments) return fn.apply(this, args);
      return fn.apply(this, (named ? [passed] : passed['args']) as Args);
    });
  };
  Object.defineProperties(guarded, { name: { value: fn.name }, length: { value: fn.length } });
  return guarded;
}

/** The one object that holds all arguments by name, if it is like that. */
function toNamed(args: unknown[]): Record<string, unknown> | undefined {
  const [first] = args;
  const isNamed = args.length === 1 && typeof first === 'object' && first !== null && !Array.isArray(first);
  return isNamed ? (first as Record<string, unknown>) : undefined;
}
