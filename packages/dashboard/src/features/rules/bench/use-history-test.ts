import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { conditionOf, type RuleDraft } from '../editor/rule-draft.ts';
import { useDebounced } from '../editor/use-debounced.ts';
import type { EngineRule, JudgedEvent } from '../engine/protocol.ts';
import type { RuleEngine } from '../engine/rule-engine.ts';
import { type SampleEvent, toTimeline } from './sample.ts';

const settleMs = 250;

export interface JudgedSample {
  event: SampleEvent;
  verdict: JudgedEvent;
}

interface HistoryTest {
  draft: RuleDraft;
  events: readonly SampleEvent[];
  enabled: boolean;
}

/** Judges several events in order, each seeing those before it: the server's test takes one at a time. */
export function useHistoryTest(engine: RuleEngine, { draft, events, enabled }: HistoryTest) {
  const { ruleType, severity } = draft;
  const asked = useDebounced({ ruleType, condition: conditionOf(draft), severity, events }, settleMs);
  return useQuery({
    queryKey: ['rule-history-test', asked],
    queryFn: async (): Promise<JudgedSample[]> => {
      const { events: given, ...rule } = asked;
      const draftRule = { ...rule, name: 'draft', action: 'flag' } as EngineRule;
      const verdicts = await engine.ask('judgeAll', { rule: draftRule, events: toTimeline(given, Date.now()) });
      return given.map((event, place) => ({ event, verdict: verdicts[place]! }));
    },
    enabled: enabled && events.length > 1,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}
