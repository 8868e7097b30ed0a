import type { PiiDetectCondition, PromptInjectionCondition } from 'agentaudit-schemas';

import type { Judge } from './judge.ts';

const usualConfidence = 0.5;

export function compilePii({ entities, minConfidence = usualConfidence, minCount = 1 }: PiiDetectCondition): Judge {
  const wanted = entities ? new Set<string>(entities) : null;
  return {
    looksAt: 'texts',
    minCount,
    find: (reading) =>
      reading
        .detections()
        .filter(
          ({ label, confidence }) => confidence >= minConfidence && (wanted ? wanted.has(label) : label !== 'URL'),
        ),
  };
}

export function compilePromptInjection({ minConfidence = usualConfidence }: PromptInjectionCondition): Judge {
  return {
    looksAt: 'texts',
    minCount: 1,
    find: (reading) =>
      reading
        .injections()
        .filter(({ confidence }) => confidence >= minConfidence)
        .map(({ start, end, confidence }) => ({ start, end, confidence, label: 'PROMPT_INJECTION' })),
  };
}
