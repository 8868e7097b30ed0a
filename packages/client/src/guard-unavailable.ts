import { AgentAuditError } from './errors.ts';

/** There are no rules to judge by: none could be fetched, or those at hand are too old. `cause` says why. */
export class GuardUnavailableError extends AgentAuditError {
  static override readonly kind: string = 'GuardUnavailableError';
  readonly code = 'guard_unavailable';

  constructor(cause: unknown) {
    super(`guard_unavailable: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
