import type { AgentAuditClient } from '../client.ts';
import type { GateOptions } from '../tool-gate.ts';
import type { Approve } from './approval-terms.ts';

/** What adapters that stand before tools are told. */
export interface GatingOptions extends Pick<GateOptions, 'check' | 'onUnavailable'> {
  client: AgentAuditClient;
  /**
   * The tools that a person must approve: their names, all (`true`), or a function that says so for a call, with the
   * terms of the request if they are not the default ones. Default: none.
   */
  approve?: Approve | undefined;
}
