import { type CompiledRules, compile, createMemoryHistory, type Expectation } from 'agentaudit-rules';

import type {
  EngineEvent,
  EngineRequest,
  EngineResponse,
  EngineRule,
  JudgedEvent,
  MissedFollowUp,
} from './protocol.ts';

/** The server's own engine, away from the thread that draws. It starts from an empty history, as every dry run does. */
const history = createMemoryHistory();
const expectations: Expectation[] = [];
let compiled: CompiledRules = compile([]);

function open(rule: EngineRule): string[] {
  compiled = compile([{ ...rule, id: 'draft', appliesTo: 'organization', isActive: true }]);
  return [...compiled.problems.values()].flat().map(({ field, message }) => `${field} ${message}`);
}

function judge(event: EngineEvent): JudgedEvent {
  const verdict = compiled.evaluate(event, { history });
  history.append(verdict.samples);
  expectations.push(...verdict.expectations);
  const { enforcementAction, violations, skipped } = verdict;
  return { enforcementAction, violations, skipped: skipped[0]?.reason ?? null };
}

/** An absence shows only when its time is over. */
function settle(nowMs: number): MissedFollowUp[] {
  return expectations
    .filter(({ dueAt }) => dueAt <= nowMs)
    .flatMap((expectation) => {
      const violation = compiled.settle(expectation, history);
      return violation === null ? [] : [{ eventId: expectation.eventId, violation }];
    });
}

function answer(request: EngineRequest): EngineResponse['answer'] {
  if (request.kind === 'open') return open(request.rule);
  if (request.kind === 'judge') return request.events.map((event) => judge(event));
  return settle(request.nowMs);
}

addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => {
  postMessage({ id: data.id, answer: answer(data) } satisfies EngineResponse);
});
