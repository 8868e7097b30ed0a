import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RuleTestResult } from 'agentaudit-client';

import { client } from '../../../session/session.ts';
import { conditionOf, type RuleDraft } from '../editor/rule-draft.ts';
import { InvalidRule } from '../editor/rule-problems.ts';
import { useDebounced } from '../editor/use-debounced.ts';
import type { EngineRule } from '../engine/protocol.ts';
import type { RuleEngine } from '../engine/rule-engine.ts';
import type { SampleEvent } from './sample.ts';

const settleMs = 250;

export interface RuleTestAnswer {
  /** What was found in the event as it was given. */
  found: RuleTestResult;
  /** With the action `redact`: what would be stored. */
  stored: RuleTestResult | undefined;
}

/**
 * What the server says to a draft and an event, asked each time that either has changed and come to rest. A draft
 * that the server would refuse is not sent: the engine here says the same, with every letter that is typed.
 */
export function useRuleTest(engine: RuleEngine, draft: RuleDraft, event: SampleEvent) {
  const { ruleType, action } = draft;
  const asked = useDebounced(
    { ruleType, condition: conditionOf(draft), redacts: action === 'redact', event },
    settleMs,
  );
  return useQuery({
    queryKey: ['rule-test', asked],
    queryFn: async ({ signal }): Promise<RuleTestAnswer> => {
      const { redacts, ...test } = asked;
      const { ruleType: type, condition } = test;
      const rule = { ruleType: type, condition } as Pick<EngineRule, 'ruleType' | 'condition'>;
      // Without the worker it is the server that refuses.
      const problems = await engine.ask('check', rule).catch(() => []);
      if (problems.length > 0) throw new InvalidRule(problems);
      // Spans point into the text after redactions: to mark the text as given, nothing may be redacted.
      const ask = (as: 'flag' | 'redact') => client.rules.test({ ...test, action: as }, { signal });
      const [found, stored] = await Promise.all([ask('flag'), redacts ? ask('redact') : undefined]);
      return { found, stored };
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}
