import type { GuardrailCheck } from 'agentaudit-schemas';

import { ApiClient } from './api-client.ts';
import { requireApproval, type RequireApprovalOptions } from './approval.ts';
import type { SpanContext } from './context.ts';
import type { LogEntry } from './log-entry.ts';
import type { ClientOptions, RequestOptions } from './options.ts';
import { type GatedCall, type GateOptions, passGate } from './tool-gate.ts';
import { extractContext, type HeaderCarrier, type HeaderSource, injectContext } from './traceparent.ts';

/** Records what agents do, stands between their tools and their effects, and calls the rest of the API. */
export class AgentAuditClient extends ApiClient {
  readonly #agentId: string | undefined;

  constructor(options: ClientOptions = {}) {
    super(options);
    this.#agentId = options.agentId;
  }

  /**
   * The way from a tool call to its effect: the server's rules, then a person's approval if asked for, then `run` with
   * the arguments as they were redacted and approved. GuardrailBlockedError, ApprovalDeniedError or whatever went wrong:
   * nothing ran.
   */
  gate<Result>(
    call: GatedCall,
    options: GateOptions,
    run: (args: Record<string, unknown>) => Result | Promise<Result>,
  ): Promise<Result> {
    const check = (event: GuardrailCheck, request?: RequestOptions) => this.check(event, request);
    const log = (entry: LogEntry) => this.log(entry);
    return passGate({ hitl: this.hitl, check, log, agentId: this.#agentId }, call, options, run);
  }

  /**
   * A function that runs only when a person approves, with the arguments they approved, once for each approval, and not
   * at all when the server cannot be reached. It is about the first argument, an object; others pass through.
   */
  requireApproval<Input extends object, Rest extends unknown[], Result>(
    fn: (input: Input, ...rest: Rest) => Result | Promise<Result>,
    options: RequireApprovalOptions<[Input, ...Rest]> = {},
  ): (input: Input, ...rest: Rest) => Promise<Result> {
    return requireApproval((call, gateOptions, run) => this.gate(call, gateOptions, run), fn, options);
  }

  /** Adds W3C `traceparent` and `tracestate` to the headers of a request, so that the other side joins the trace. */
  inject<Carrier extends HeaderCarrier>(headers: Carrier): Carrier;
  inject(): Record<string, string>;
  inject(headers: HeaderCarrier = {}): HeaderCarrier {
    return injectContext(this.current(), headers);
  }

  /** The context that a request's headers carry; pass it to `withContext`. */
  extract(headers: HeaderSource): SpanContext | undefined {
    return extractContext(headers);
  }
}
