import { compile, createMemoryHistory, type Expectation } from 'agentaudit-rules';

import type { EngineEvent, EngineRule, JudgedEvent, MissedFollowUp } from './protocol.ts';

/** One rule over one history, empty at first. Throws when the rule does not compile. */
export function createSession(rule: EngineRule) {
  const history = createMemoryHistory();
  const expectations: Expectation[] = [];
  const compiled = compile([{ ...rule, id: 'draft', appliesTo: 'organization', isActive: true }]);
  const [problem] = [...compiled.problems.values()].flat();
  if (problem !== undefined) throw new Error(`${problem.field} ${problem.message}`);

  function judgeOne(event: EngineEvent): JudgedEvent {
    const verdict = compiled.evaluate(event, { history });
    history.append(verdict.samples);
    expectations.push(...verdict.expectations);
    const { enforcementAction, violations, skipped } = verdict;
    return { enforcementAction, violations, skipped: skipped[0]?.reason ?? null };
  }

  const judge = (events: EngineEvent[]) => events.map((event) => judgeOne(event));

  /** An absence shows only when its time is over. */
  function settle(nowMs: number): MissedFollowUp[] {
    return expectations
      .filter(({ dueAt }) => dueAt <= nowMs)
      .flatMap((expectation) => {
        const violation = compiled.settle(expectation, history);
        return violation === null ? [] : [{ eventId: expectation.eventId, violation }];
      });
  }

  /** To the end of time: what did not follow never will. */
  function judgeAll(events: EngineEvent[]): JudgedEvent[] {
    const verdicts = judge(events);
    for (const { eventId, violation } of settle(Infinity)) {
      const verdict = verdicts[events.findIndex(({ id }) => id === eventId)];
      verdict?.violations.push(violation);
    }
    return verdicts;
  }

  return { judge, settle, judgeAll };
}
