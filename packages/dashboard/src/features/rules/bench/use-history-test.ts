import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { conditionOf, type RuleDraft } from '../editor/rule-draft.ts';
import { useDebounced } from '../editor/use-debounced.ts';
import { openEngine } from '../engine/open-engine.ts';
import type { JudgedEvent } from '../engine/protocol.ts';
import type { SampleEvent } from './sample.ts';

const settleMs = 250;
/** Between events that do not say when they happened. */
const stepMs = 1;

export interface JudgedSample {
  event: SampleEvent;
  verdict: JudgedEvent;
}

/** Judges several events in order, each seeing those before it: the server's test takes one at a time. */
export function useHistoryTest(draft: RuleDraft, events: readonly SampleEvent[], { enabled }: { enabled: boolean }) {
  const { ruleType, severity } = draft;
  const asked = useDebounced({ ruleType, condition: conditionOf(draft), severity, events }, settleMs);
  return useQuery({
    queryKey: ['rule-history-test', asked],
    queryFn: async (): Promise<JudgedSample[]> => {
      const { events: given, ...rule } = asked;
      const engine = await openEngine({ ...rule, name: 'draft', action: 'flag' });
      try {
        const nowMs = Date.now();
        const timed = given.map((event, place) => ({
          timestamp: new Date(nowMs + place * stepMs).toISOString(),
          ...event,
          action: event.action ?? 'llm_call',
          id: String(place),
        }));
        const verdicts = await engine.judge(timed);
        for (const { eventId, violation } of await engine.settle(Infinity)) {
          const verdict = verdicts[Number(eventId)];
          if (verdict !== undefined) verdict.violations = [...verdict.violations, violation];
        }
        return given.map((event, place) => ({ event, verdict: verdicts[place]! }));
      } finally {
        engine.close();
      }
    },
    enabled: enabled && events.length > 1,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}
