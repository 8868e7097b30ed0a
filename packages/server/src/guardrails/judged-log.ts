import type { EnforcementAction, Violation } from 'agentaudit-schemas';
import type { Verdict } from 'agentaudit-rules';

/** A log that was judged, and what the rules made of it. */
export interface JudgedLog {
  id: string;
  agentId: string | null;
  timestampMs: number;
  enforcementAction: EnforcementAction;
  /** Those of shadow policies included. */
  violations: Violation[];
  /** Absent of an entry that records a violation known already. */
  verdict?: Verdict;
  /** A check of what has not happened: rules do not remember it. */
  isCheck: boolean;
}

const strictest = ['allow', 'log', 'flag', 'redact', 'block'] as const satisfies EnforcementAction[];

/** The strictest action over what counts. */
export function actionOf(violations: readonly Violation[]): EnforcementAction {
  let rank = 0;
  for (const { action, shadow } of violations) if (shadow !== true) rank = Math.max(rank, strictest.indexOf(action));
  return strictest[rank]!;
}
