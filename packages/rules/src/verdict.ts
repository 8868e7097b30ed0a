import type { EnforcementAction, Violation } from 'agentaudit-schemas';

import type { RuleEvent } from './event.ts';
import type { Sample } from './history.ts';

/** A rule that could not be judged for this event, and why: a field that its expression needs is missing, say. */
export interface SkippedRule {
  ruleId: string;
  reason: string;
}

/**
 * Something that must happen in a trace by `dueAt`. Keep it until then and give it to `settle`, which
 * says whether it did: an absence is the one thing that no event can show.
 */
export interface Expectation {
  ruleId: string;
  policyId: string | null;
  /** The event that asks for it. */
  eventId: string | null;
  agentId: string | null;
  traceId: string;
  /** Milliseconds since the epoch. */
  since: number;
  dueAt: number;
  /** The violation to record if nothing comes. */
  violation: Violation;
}

/** What the rules make of one event. */
export interface Verdict {
  /** The strictest action over `violations`; `allow` when there is none. */
  enforcementAction: EnforcementAction;
  /**
   * What counts, at most 100 a rule. `start` and `end` point into the text as it stands in `event`, that is
   * after redactions; excerpts hold none of what was found.
   */
  violations: Violation[];
  /** What shadow policies would have done, each with `shadow: true`. */
  shadowViolations: Violation[];
  /** Findings beyond 100 a rule. They are redacted all the same. */
  omittedViolations: number;
  /** The event to store: the one given, or a copy with every redaction applied. */
  event: RuleEvent;
  redacted: boolean;
  /** The rules that looked at the event, by id: for counting evaluations. */
  evaluatedRuleIds: readonly string[];
  /** Milliseconds by rule id; empty unless `context.clock` is given. */
  elapsedMs: Readonly<Record<string, number>>;
  skipped: SkippedRule[];
  /** To append to the history once the event is stored, in the same transaction. */
  samples: Sample[];
  expectations: Expectation[];
}
