import type { ComplianceRule, Violation } from 'agentaudit-schemas';

import type { RuleEvent } from './event.ts';
import type { Expectation, Verdict } from './verdict.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import type { RuleHistory, SeriesQuery } from './history.ts';

/** What compiling needs of a rule. Rules that are not active are left out. */
export type CompilableRule = Pick<ComplianceRule, 'id' | 'name' | 'severity' | 'action' | 'appliesTo' | 'isActive'> &
  Pick<ComplianceRule, 'ruleType' | 'condition'>;

export interface CompileOptions {
  policies?: readonly PolicyInForce[];
}

/** Something wrong with a rule. */
export interface RuleProblem {
  /** Where, such as `condition.pattern`. */
  field: string;
  message: string;
  /** Where in the pattern or expression, in UTF-16 code units from 0. */
  position?: number;
}

export interface EvaluationContext {
  /** Milliseconds since the epoch, for an event without a timestamp. Default: the clock. */
  now?: number;
  /** Without it, rules that need one are skipped and say so. */
  history?: RuleHistory;
  /** Such as `performance.now`: measures each rule into `elapsedMs`. */
  clock?: () => number;
}

/** An event about to be judged. What `queries` worked out of its texts, `evaluate` does not work out again. */
export interface PreparedEvent {
  /** As `CompiledRules.queries`. */
  queries(): SeriesQuery[];
  /** As `CompiledRules.evaluate`. */
  evaluate(context?: Omit<EvaluationContext, 'now'>): Verdict;
}

/** A set of rules ready to judge: immutable, holds no state, cheap to share. */
export interface CompiledRules {
  /** For those who need both `queries` and `evaluate`. The event must not change in between. */
  prepare(event: RuleEvent, context?: Pick<EvaluationContext, 'now'>): PreparedEvent;
  /** Judges one event. Never throws, never waits, changes nothing. */
  evaluate(event: RuleEvent, context?: EvaluationContext): Verdict;
  /**
   * The series that `evaluate` will read for this event, so that a history behind an asynchronous database can be
   * fetched first. Empty for most events.
   */
  queries(event: RuleEvent, context?: Pick<EvaluationContext, 'now'>): SeriesQuery[];
  /** The series that `settle` will read. */
  settlementQuery(expectation: Expectation): SeriesQuery;
  /** At or after `dueAt`: the violation to record, or `null` when what was expected came, or its rule is gone. */
  settle(expectation: Expectation, history: RuleHistory): Violation | null;
  /** Rules that do not compile, by id. They judge nothing. */
  readonly problems: ReadonlyMap<string, RuleProblem[]>;
}
