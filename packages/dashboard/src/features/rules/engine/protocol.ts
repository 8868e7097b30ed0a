import type { ComplianceRule, EnforcementAction, Violation } from 'agentaudit-client';

/** An event as the engine takes it; a log is one. */
export interface EngineEvent {
  action: string;
  id?: string | null;
  timestamp?: string | null;
  [name: string]: unknown;
}

/** The rule to judge by. */
export type EngineRule = Pick<ComplianceRule, 'ruleType' | 'condition' | 'name' | 'severity' | 'action'>;

/** What the rule says to one event. */
export interface JudgedEvent {
  enforcementAction: EnforcementAction;
  violations: Violation[];
  /** Why it could not be judged, or `null`. */
  skipped: string | null;
}

/** What should have followed an event, and did not. */
export interface MissedFollowUp {
  eventId: string | null;
  violation: Violation;
}

export type EngineRequest = { id: number } & (
  | { kind: 'open'; rule: EngineRule }
  | { kind: 'judge'; events: EngineEvent[] }
  | { kind: 'settle'; nowMs: number }
);

/** What each kind of request is answered with. */
export interface EngineAnswers {
  /** What is wrong with the rule; empty when nothing is. */
  open: string[];
  judge: JudgedEvent[];
  settle: MissedFollowUp[];
}

export interface EngineResponse {
  id: number;
  answer: EngineAnswers[keyof EngineAnswers];
}
