import type { EnforcementAction, Violation } from 'agentaudit-schemas';

import type { OrganizationRef } from '../http/principal.ts';
import type { Entry, LogPayload } from './entry.ts';

/** What the rules made of an entry. */
export interface Judgement {
  enforcementAction: EnforcementAction;
  violations: Violation[];
  /** What is stored: the entry's own payload, or the one with what had to go replaced. */
  payload: LogPayload;
}

/** Judges an entry in the order of commits, right before it is sealed. Must not throw. */
export type Judge = (entry: Entry, organization: OrganizationRef) => Judgement;

/** The judge of an organization without rules. */
export const allowAll: Judge = (entry) => ({ enforcementAction: 'allow', violations: [], payload: entry.payload });
