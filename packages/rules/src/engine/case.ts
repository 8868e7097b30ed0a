import type { EvaluationContext } from '../compiled-rules.ts';
import type { RuleEvent } from '../event.ts';
import type { SeriesQuery } from '../history.ts';
import { noTotals } from '../history.ts';
import { variablesOf } from '../judge/expression.ts';
import type { Proceedings } from '../judge/judge.ts';
import type { Automaton } from '../text/automaton.ts';
import { type EventText, textsOf } from './event-texts.ts';
import type { Plan } from './plan-entry.ts';
import { readText, type TextReading } from './reading.ts';

/** An event with all that is worked out of it once, however many rules and questions ask. */
export interface Case {
  readonly event: RuleEvent;
  readonly plan: Plan;
  readonly ruleWords: Automaton | null;
  /** Milliseconds since the epoch at which it counts. */
  readonly at: number;
  readonly texts: readonly EventText[];
  readonly readings: readonly TextReading[];
  /** As expressions see it. */
  readonly variables: () => Record<string, unknown>;
}

export function openCase(
  event: RuleEvent,
  plan: Plan,
  ruleWords: Automaton | null,
  context: Pick<EvaluationContext, 'now'>,
): Case {
  const at = timeOf(event, context);
  const texts = plan.texts.length === 0 && plan.events.length === 0 ? [] : textsOf(event);
  const readings = texts.map((text) => readText(text, ruleWords));
  let variables: Record<string, unknown> | undefined;
  return {
    event,
    plan,
    ruleWords,
    at,
    texts,
    readings,
    variables: () => (variables ??= variablesOf(event, at, () => labelsIn(readings))),
  };
}

/** Each once, in the order in which they come. */
function labelsIn(readings: readonly TextReading[]): string[] {
  const labels: string[] = [];
  for (const reading of readings) {
    if (reading.labels() === 0) continue;
    for (const { label } of reading.detections()) if (!labels.includes(label)) labels.push(label);
  }
  return labels;
}

function timeOf(event: RuleEvent, context: Pick<EvaluationContext, 'now'>): number {
  const stated = event.timestamp ? Date.parse(event.timestamp) : Number.NaN;
  return Number.isNaN(stated) ? (context.now ?? Date.now()) : stated;
}

/** Judges over an empty history that notes what it is asked: what is asked does not depend on the answers. */
export function queriesOf({ event, plan, at, variables }: Case): SeriesQuery[] {
  if (plan.stateful.length === 0) return [];
  const queries: SeriesQuery[] = [];
  const history = {
    read(query: SeriesQuery) {
      queries.push(query);
      return noTotals;
    },
  };
  const proceedings: Proceedings = { event, at, variables, history, remember: forget, expect: forget };
  for (const { judge } of plan.stateful) {
    try {
      judge.judge(proceedings);
    } catch {
      // It is skipped, and says why, when the event is judged.
    }
  }
  return queries;
}

function forget(): void {}
