import type {
  GuardrailCheck,
  GuardrailVerdict,
  HitlDecision,
  HitlRecord,
  HitlRequestInput,
  HitlTimeoutAction,
} from 'agentaudit-schemas';

import { currentContext } from './context.ts';
import { ApiError, AgentAuditError, ConnectionError, TimeoutError } from './errors.ts';
import { redactArguments, toArgumentsText } from './guard-arguments.ts';
import { GuardUnavailableError } from './guard-unavailable.ts';
import type { Hitl } from './hitl.ts';
import type { LogEntry } from './log-entry.ts';
import type { RequestOptions } from './options.ts';
import { createUuid } from './typeid.ts';
import { messageOf } from './error-message.ts';

/** A tool about to run. */
export interface GatedCall {
  name: string;
  arguments: Record<string, unknown>;
  description?: string | undefined;
  /** Default: the span's, else the client's. */
  agentId?: string | undefined;
  /** What it is to the rules. Default `tool_use`. */
  action?: string | undefined;
}

/** Judges an event that has not happened yet. */
export type RuleCheck = (event: GuardrailCheck, options?: RequestOptions) => Promise<GuardrailVerdict>;

export interface ApprovalRequestOptions {
  /** Why the agent wants this. */
  reason?: string | undefined;
  /** The person has this long. Default: the server's, an hour. */
  timeoutSeconds?: number | undefined;
  onTimeout?: HitlTimeoutAction | undefined;
  allowedDecisions?: HitlDecision[] | undefined;
  /** Distinct people who must approve. Default 1. */
  requiredApprovals?: number | undefined;
  metadata?: Record<string, unknown> | undefined;
  /** Asking again with the same key, after a crash say, goes on with the first request. Default: a new one each time. */
  idempotencyKey?: string | undefined;
  /** `wait` holds the call until there is a decision; `throw` throws an ApprovalPendingError until there is. Default `wait`. */
  mode?: 'wait' | 'throw' | undefined;
  /** Answers by itself, without a server: for development. */
  dryRun?: 'approve' | 'reject' | 'timeout' | undefined;
}

export interface GateOptions {
  /** Ask the rules first: on the server, or with a check such as `createCheck` of `agentaudit-client/guard` makes. Default true. */
  check?: boolean | RuleCheck | undefined;
  /** What to do when the rules cannot be asked. Default `block`. */
  onUnavailable?: 'block' | 'allow' | undefined;
  /** Ask a person. Default: nobody. */
  approval?: ApprovalRequestOptions | boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** The rules forbid it: nothing ran. */
export class GuardrailBlockedError extends AgentAuditError {
  static override readonly kind: string = 'GuardrailBlockedError';
  readonly verdict: GuardrailVerdict;

  constructor(verdict: GuardrailVerdict) {
    const rules = [...new Set(verdict.violations.map(({ ruleName }) => ruleName))].join(', ');
    super(`Blocked by guardrails${rules && `: ${rules}`}`);
    this.verdict = verdict;
  }
}

/** No approval, or one that could not be taken: nothing ran. */
export class ApprovalDeniedError extends AgentAuditError {
  static override readonly kind: string = 'ApprovalDeniedError';
  /** What the agent is to do; `unusable` when the approval was taken already, had expired or was for other arguments. */
  readonly outcome: 'rejected' | 'skipped' | 'timeout' | 'cancelled' | 'unusable';
  readonly requestId: string | undefined;
  /** What the person said. */
  readonly reason: string | undefined;

  constructor(outcome: ApprovalDeniedError['outcome'], about: { tool: string; record?: HitlRecord; cause?: unknown }) {
    const reason = about.record?.operator_input ?? undefined;
    super(`${about.tool} was not approved (${outcome})${reason ? `: ${reason}` : ''}`, { cause: about.cause });
    this.outcome = outcome;
    this.requestId = about.record?.request_id;
    this.reason = reason;
  }
}

/** Nobody has decided yet, and the caller does not want to wait: try again with the same idempotency key. */
export class ApprovalPendingError extends AgentAuditError {
  static override readonly kind: string = 'ApprovalPendingError';
  readonly requestId: string;

  constructor(tool: string, requestId: string) {
    super(`${tool} waits for approval (${requestId})`);
    this.requestId = requestId;
  }
}

export interface GateParts {
  hitl: Hitl;
  check: RuleCheck;
  log(entry: LogEntry): unknown;
  agentId: string | undefined;
}

/**
 * The one way from a tool call to its effect: rules first, then a person, then `run` with the arguments as the rules
 * redacted them and the person approved them. Whatever goes wrong on the way, nothing runs.
 */
export async function passGate<Result>(
  parts: GateParts,
  call: GatedCall,
  options: GateOptions,
  run: (args: Record<string, unknown>) => Result | Promise<Result>,
): Promise<Result> {
  const context = currentContext();
  const agentId = call.agentId ?? context?.agentId ?? parts.agentId;
  const args = options.check === false ? call.arguments : await checkRules(parts, { ...call, agentId }, options);
  const approval = options.approval === true ? {} : options.approval || undefined;
  const approved =
    approval && (await approve(parts.hitl, { ...call, agentId, arguments: args }, approval, options.signal));
  options.signal?.throwIfAborted();
  return run(approved ?? args);
}

/** The arguments with every redaction applied. */
async function checkRules(
  parts: GateParts,
  call: GatedCall,
  { check, onUnavailable, signal }: GateOptions,
): Promise<Record<string, unknown>> {
  const context = currentContext();
  const event = {
    action: call.action ?? 'tool_use',
    agentId: call.agentId,
    traceId: context?.traceId,
    parentSpanId: context?.spanId,
    prompt: toArgumentsText(call.arguments),
    metadata: { tool: call.name },
  };
  const ask = typeof check === 'function' ? check : parts.check;
  let verdict: GuardrailVerdict;
  try {
    verdict = await ask(event as GuardrailCheck, signal && { signal });
  } catch (error) {
    if (signal?.aborted || (!isUnavailable(error) && !GuardUnavailableError.isInstance(error))) throw error;
    const isAllowed = onUnavailable === 'allow' && isUnavailable(error);
    parts.log(toUnavailableEntry(event, isAllowed, error));
    if (!isAllowed) throw error;
    return call.arguments;
  }
  if (!verdict.allowed) throw new GuardrailBlockedError(verdict);
  const judged = verdict.content.prompt;
  if (typeof judged !== 'string' || judged === event.prompt) return call.arguments;
  const redacted = redactArguments(call.arguments, judged);
  if (!redacted) throw new GuardrailBlockedError({ ...verdict, allowed: false });
  return redacted;
}

/** Nobody judged it: the trail says so, and whether it ran all the same. */
function toUnavailableEntry(event: LogEntry, isAllowed: boolean, error: unknown): LogEntry {
  return {
    ...event,
    action: isAllowed ? 'guardrail_check' : 'guardrail_block',
    status: isAllowed ? 'error' : 'blocked',
    metadata: {
      ...event.metadata,
      checked_action: event.action,
      error: { type: 'guard_unavailable', message: messageOf(error) },
    },
  };
}

/** The arguments that a person approved, which may not be those that were asked for. */
async function approve(
  hitl: Hitl,
  call: GatedCall,
  options: ApprovalRequestOptions,
  signal: AbortSignal | undefined,
): Promise<Record<string, unknown>> {
  const { dryRun, mode = 'wait' } = options;
  const tool = call.name;
  if (dryRun === 'approve') return call.arguments;
  if (dryRun) throw new ApprovalDeniedError(dryRun === 'reject' ? 'rejected' : 'timeout', { tool });

  const request = signal ? { signal } : {};
  let record = await hitl.request(toRequest(call, options), request);
  if (record.status === 'pending') {
    if (mode === 'throw') throw new ApprovalPendingError(tool, record.request_id);
    record = await hitl.wait(record.request_id, request);
  }
  if (record.status === 'consumed') throw new ApprovalDeniedError('unusable', { tool, record });
  if (record.status !== 'approved') {
    throw new ApprovalDeniedError(record.status === 'pending' ? 'timeout' : record.status, { tool, record });
  }
  const { arguments: approved } = record.tool;
  try {
    await hitl.consume(record.request_id, { arguments: approved }, { maxRetries: 5, ...request });
  } catch (error) {
    if (!ApiError.isInstance(error) || error.status !== 409) throw error;
    throw new ApprovalDeniedError('unusable', { tool, record, cause: error });
  }
  return approved;
}

function toRequest(call: GatedCall, options: ApprovalRequestOptions): HitlRequestInput {
  const context = currentContext();
  const { name, description, arguments: args } = call;
  const request = {
    agent_id: call.agentId ?? 'agent',
    tool: { name, description, arguments: args },
    reason: options.reason,
    trace_id: context?.traceId,
    parent_span_id: context?.spanId,
    timeout_seconds: options.timeoutSeconds,
    on_timeout: options.onTimeout,
    allowed_decisions: options.allowedDecisions,
    required_approvals: options.requiredApprovals,
    metadata: options.metadata,
    idempotency_key: options.idempotencyKey ?? createUuid(),
  };
  // What is undefined is not sent.
  return request as HitlRequestInput;
}

/** An outage. Being refused is none: that lasts until someone changes a setting. */
function isUnavailable(error: unknown): boolean {
  if (GuardUnavailableError.isInstance(error)) return isUnavailable(error.cause);
  if (ApiError.isInstance(error)) return error.status >= 500 || error.status === 429;
  return ConnectionError.isInstance(error) || TimeoutError.isInstance(error);
}
