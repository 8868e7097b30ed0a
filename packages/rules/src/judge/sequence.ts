import type { EventMatch, SequenceCondition } from 'agentaudit-schemas';

import { compileNames } from '../engine/scope.ts';
import { compilePredicate } from './expression.ts';
import { type EventHit, type Judge, needsHistory, NotApplicable, type Proceedings } from './judge.ts';

/** How long a trace is remembered where the rule does not say: a day. */
const usualSeconds = 86_400;

type Matcher = (proceedings: Proceedings) => boolean;

/** Throws `ExpressionError`. */
export function compileSequence(condition: SequenceCondition, ruleId: string): Judge {
  const withinMs = (condition.withinSeconds ?? usualSeconds) * 1000;
  if ('steps' in condition) return orderedSteps(condition.steps.map(compileMatch), ruleId, withinMs);
  const when = compileMatch(condition.when);
  if ('requires' in condition) return requiredBefore(when, compileMatch(condition.requires), ruleId, withinMs);
  return expectedAfter(when, compileMatch(condition.followedBy), ruleId, withinMs);
}

export function followedSeries(ruleId: string, traceId: string): string {
  return `followed:${ruleId}:${traceId}`;
}

function compileMatch({ actions, tools, where }: EventMatch): Matcher {
  const action = compileNames(actions);
  const tool = compileNames(tools);
  const holds = where === undefined ? null : compilePredicate(where);
  return (proceedings) => {
    const { event } = proceedings;
    const name = event.metadata?.['tool'];
    if (!action(event.action) || (tools && !tool(typeof name === 'string' ? name : ''))) return false;
    if (!holds) return true;
    try {
      return holds(proceedings);
    } catch (error) {
      // An event without the field asked for is not the event looked for.
      if (error instanceof NotApplicable) return false;
      throw error;
    }
  };
}

/** The value of a step's sample is when its run through the steps began, so that the latest begin is known. */
function orderedSteps(steps: readonly Matcher[], ruleId: string, withinMs: number): Judge {
  return {
    looksAt: 'event',
    judge(proceedings) {
      const { event, at, remember } = proceedings;
      if (!event.traceId) return null;
      const series = (step: number) => `step:${ruleId}:${step}:${event.traceId ?? ''}`;
      let hit: EventHit | null = null;
      // From the last step to the first: one event cannot be two steps of the same run.
      for (let step = steps.length - 1; step >= 0; step--) {
        if (!steps[step]?.(proceedings)) continue;
        const began = step === 0 ? at : readHistory(proceedings, series(step - 1), at - withinMs).max;
        if (began < at - withinMs || began > at) continue;
        if (step === steps.length - 1)
          hit = { field: null, label: 'SEQUENCE', fact: `${steps.length} steps in order within one trace` };
        else remember({ series: series(step), at, value: began, expiresAt: at + withinMs });
      }
      return hit;
    },
  };
}

function requiredBefore(when: Matcher, required: Matcher, ruleId: string, withinMs: number): Judge {
  return {
    looksAt: 'event',
    judge(proceedings) {
      const { event, at, remember } = proceedings;
      const series = `required:${ruleId}:${event.traceId ?? ''}`;
      if (event.traceId && required(proceedings)) remember({ series, at, value: 1, expiresAt: at + withinMs });
      if (!when(proceedings)) return null;
      if (event.traceId && readHistory(proceedings, series, at - withinMs).count > 0) return null;
      return { field: null, label: 'SEQUENCE', fact: 'what is required before it is missing in this trace' };
    },
  };
}

function expectedAfter(when: Matcher, expected: Matcher, ruleId: string, withinMs: number): Judge {
  return {
    looksAt: 'event',
    judge(proceedings) {
      const { event, at, remember, expect } = proceedings;
      if (!event.traceId) return null;
      if (expected(proceedings))
        remember({ series: followedSeries(ruleId, event.traceId), at, value: 1, expiresAt: at + withinMs });
      if (when(proceedings))
        expect(at + withinMs, { field: null, label: 'SEQUENCE', fact: `nothing followed within ${withinMs / 1000} s` });
      return null;
    },
  };
}

function readHistory({ history, at }: Proceedings, series: string, from: number) {
  if (!history) throw needsHistory;
  return history.read({ series, from, to: at });
}
