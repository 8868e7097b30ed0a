import type { PiiDetectCondition, PromptInjectionCondition } from 'agentaudit-schemas';

import type { Finding, Judge } from './judge.ts';

const usualConfidence = 0.5;
const none: readonly Finding[] = [];

export function compilePii({ entities, minConfidence = usualConfidence, minCount = 1 }: PiiDetectCondition): Judge {
  const wanted = entities ? new Set<string>(entities) : null;
  return {
    looksAt: 'texts',
    minCount,
    find(reading) {
      const detections = reading.detections();
      if (detections.length === 0) return detections;
      return detections.filter(
        ({ label, confidence }) => confidence >= minConfidence && (wanted ? wanted.has(label) : label !== 'URL'),
      );
    },
  };
}

export function compilePromptInjection({ minConfidence = usualConfidence }: PromptInjectionCondition): Judge {
  return {
    looksAt: 'texts',
    minCount: 1,
    find(reading) {
      const injections = reading.injections();
      if (injections.length === 0) return none;
      return injections
        .filter(({ confidence }) => confidence >= minConfidence)
        .map(({ start, end, confidence }) => ({ start, end, confidence, label: 'PROMPT_INJECTION' }));
    },
  };
}
