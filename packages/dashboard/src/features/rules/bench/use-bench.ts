import { useMemo, useState } from 'react';

import { conditionOf, type RuleDraft } from '../editor/rule-draft.ts';
import type { RuleType } from '../rule-words.ts';
import { firstSample } from './first-sample.ts';
import { type Sample, type SampleEvent, toEvents, toTextEvent } from './sample.ts';

const mostEvents = 2000;
const usualTimes = 10;

export interface BenchEvents {
  sample: Sample;
  setSample: (sample: Sample) => void;
  /** At least one: with nothing to judge an empty event, so that the server still checks the condition. */
  events: SampleEvent[];
  /** Why there is nothing to judge. */
  fault: string | undefined;
  /** The rule counts over time, so one event by itself says little. */
  remembers: boolean;
  times: number;
  setTimes: (times: number) => void;
}

/** What the rule is tried on. A sample that nobody touched follows the rule's type. */
export function useBench(draft: RuleDraft): BenchEvents {
  const [touched, setTouched] = useState<Sample>();
  const [chosenTimes, setTimes] = useState<number>();
  const condition = conditionOf(draft);
  const sample = touched ?? firstSample(draft.ruleType, condition);
  const remembers = isCounting(draft.ruleType, condition);
  const enough = typeof condition['limit'] === 'number' ? condition['limit'] + 1 : usualTimes;
  const times = Math.min(mostEvents, Math.max(1, chosenTimes ?? enough));
  const { kind, text, json } = sample;
  const scope = JSON.stringify(condition.scope ?? {});
  const read = useMemo(
    () => (kind === 'text' ? [toTextEvent(text, JSON.parse(scope) as typeof condition.scope)] : toEvents(json)),
    [kind, text, json, scope],
  );
  const events = typeof read === 'string' ? [{}] : read;
  const [only] = events;
  const repeated = remembers && kind === 'event' && events.length === 1 && only !== undefined;
  return {
    sample,
    setSample: setTouched,
    events: repeated ? Array.from({ length: times }, () => only) : events.slice(0, mostEvents),
    fault: typeof read === 'string' ? read : undefined,
    remembers,
    times,
    setTimes,
  };
}

function isCounting(ruleType: RuleType, condition: Record<string, unknown>): boolean {
  return ruleType === 'rate_limit' || (ruleType === 'threshold' && condition['aggregate'] !== undefined);
}
