import type { EventMatch, SequenceCondition } from 'agentaudit-schemas';

import { compileNames } from '../engine/scope.ts';
import { compilePredicate } from './expression.ts';
import type { RuleEvent } from '../event.ts';
import { type EventHit, type EventJudge, needsHistory, NotApplicable, type Proceedings } from './judge.ts';

/** How long a trace is remembered where the rule does not say: a day. */
const usualSeconds = 86_400;

interface Matcher {
  matches(proceedings: Proceedings): boolean;
  /** Whether an event of this action can match. */
  takes(action: string): boolean;
}

/** Names of tools that a matcher remembers. */
const mostTools = 500;

/** Throws `ExpressionError`. */
export function compileSequence(condition: SequenceCondition, ruleId: string): EventJudge {
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
  const known = new Map<string, boolean>();
  const action = compileNames(actions);
  const tool = compileNames(tools);
  const holds = where === undefined ? null : compilePredicate(where);
  function isTool({ metadata }: RuleEvent): boolean {
    if (!tools) return true;
    const given = metadata?.['tool'];
    const name = typeof given === 'string' ? given : '';
    let answer = known.get(name);
    if (answer === undefined) {
      answer = tool(name);
      if (known.size < mostTools) known.set(name, answer);
    }
    return answer;
  }

  return {
    takes: action,
    matches(proceedings) {
      if (!action(proceedings.event.action) || !isTool(proceedings.event)) return false;
      if (!holds) return true;
      try {
        return holds(proceedings);
      } catch (error) {
        // An event without the field asked for is not the event looked for.
        if (error instanceof NotApplicable) return false;
        throw error;
      }
    },
  };
}

/** The value of a step's sample is when its run through the steps began, so that the latest begin is known. */
function orderedSteps(steps: readonly Matcher[], ruleId: string, withinMs: number): EventJudge {
  return {
    looksAt: 'event',
    concerns: ({ action }) => steps.some((step) => step.takes(action)),
    judge(proceedings) {
      const { event, at, remember } = proceedings;
      if (!event.traceId) return null;
      const series = (step: number) => `step:${ruleId}:${step}:${event.traceId ?? ''}`;
      let hit: EventHit | null = null;
      // From the last step to the first: one event cannot be two steps of the same run.
      for (let step = steps.length - 1; step >= 0; step--) {
        if (!steps[step]?.matches(proceedings)) continue;
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

function requiredBefore(when: Matcher, required: Matcher, ruleId: string, withinMs: number): EventJudge {
  return {
    looksAt: 'event',
    concerns: ({ action }) => when.takes(action) || required.takes(action),
    judge(proceedings) {
      const { event, at, remember } = proceedings;
      const series = `required:${ruleId}:${event.traceId ?? ''}`;
      if (event.traceId && required.matches(proceedings)) remember({ series, at, value: 1, expiresAt: at + withinMs });
      if (!when.matches(proceedings)) return null;
      if (event.traceId && readHistory(proceedings, series, at - withinMs).count > 0) return null;
      return { field: null, label: 'SEQUENCE', fact: 'what is required before it is missing in this trace' };
    },
  };
}

function expectedAfter(when: Matcher, expected: Matcher, ruleId: string, withinMs: number): EventJudge {
  return {
    looksAt: 'event',
    concerns: ({ action }) => when.takes(action) || expected.takes(action),
    judge(proceedings) {
      const { event, at, remember, expect } = proceedings;
      if (!event.traceId) return null;
      if (expected.matches(proceedings))
        remember({ series: followedSeries(ruleId, event.traceId), at, value: 1, expiresAt: at + withinMs });
      if (when.matches(proceedings))
        expect(at + withinMs, { field: null, label: 'SEQUENCE', fact: `nothing followed within ${withinMs / 1000} s` });
      return null;
    },
  };
}

function readHistory({ history, at }: Proceedings, series: string, from: number) {
  if (!history) throw needsHistory;
  return history.read({ series, from, to: at });
}
