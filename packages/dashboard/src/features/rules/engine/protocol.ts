import type { ComplianceRule, EnforcementAction, Violation } from 'agentaudit-client';

/** An event as the engine takes it; a log is one. */
export interface EngineEvent {
  action: string;
  id?: string | null;
  timestamp?: string | null;
  [name: string]: unknown;
}

/** A rule to judge by. */
export type EngineRule = Pick<ComplianceRule, 'ruleType' | 'condition' | 'name' | 'severity' | 'action'>;

/** What is wrong with a condition, as the server would say it. */
export interface EngineProblem {
  field: string;
  message: string;
  position?: number;
}

/** What a rule says to one event. */
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

/** What can be asked of the engine, and what it answers. */
export interface EngineCalls {
  check: { question: Pick<EngineRule, 'ruleType' | 'condition'>; answer: EngineProblem[] };
  /** Judges events in their order, from an empty history to the end of time. */
  judgeAll: { question: { rule: EngineRule; events: EngineEvent[] }; answer: JudgedEvent[] };
  /** The same in pieces: the rule first, then events as they are read, and what is missing at the end. */
  open: { question: EngineRule; answer: null };
  judge: { question: EngineEvent[]; answer: JudgedEvent[] };
  settle: { question: { nowMs: number }; answer: MissedFollowUp[] };
}

export interface EngineRequest {
  id: number;
  call: keyof EngineCalls;
  question: EngineCalls[keyof EngineCalls]['question'];
}

export interface EngineResponse {
  id: number;
  answer?: EngineCalls[keyof EngineCalls]['answer'] | undefined;
  /** Why there is no answer. */
  error?: string;
}
