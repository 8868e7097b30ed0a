import type { EnforcementAction, Violation } from 'agentaudit-schemas';

import type { LogPayload } from './entry.ts';

/** What the rules made of an entry. */
export interface Judgement {
  enforcementAction: EnforcementAction;
  violations: Violation[];
  /** What is stored: the entry's own payload, or the one with what had to go replaced. */
  payload: LogPayload;
}
